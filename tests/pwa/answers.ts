/** What may come back over the network: the server's own words, or somebody else's. */

export function json(value: unknown, status = 200): Response {
  const headers = { "content-type": "application/json", date: new Date().toUTCString() };
  return new Response(JSON.stringify(value), { status, headers });
}

export function problem(status: number, code: string, headers: Record<string, string> = {}) {
  const type = { "content-type": "application/problem+json" };
  return new Response(JSON.stringify({ code, status }), {
    status,
    headers: { ...type, ...headers },
  });
}

export function html(status = 200): Response {
  const headers = { "content-type": "text/html" };
  return new Response("<h1>Welkom op onze wifi</h1>", { status, headers });
}
