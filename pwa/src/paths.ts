/** The pages of the app itself; every other address belongs to the server. */

const SCREENS = /^\/($|(inloggen|uitnodiging|logboek|doelen|ik|beoordelen|studenten|school)(\/|$))/;

export function isScreen(path: string): boolean {
  return SCREENS.test(path);
}
