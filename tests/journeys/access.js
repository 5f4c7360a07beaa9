/** What a tester's eye measures, as functions on the page: each answers a list of complaints. */
({
  /** Targets of at least 44 by 44, and 8 between those that are not the same. */
  targets() {
    const said = (element) => (element.innerText || element.ariaLabel || element.id || element.tagName).slice(0, 40);
    const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".visually-hidden, .skip-link, .skip, [inert]");
    // A whole card is the target of its link; a choice is the target of its box.
    const area = (element) => element.closest("label") ?? (element.classList.contains("card-link") ? element.closest(".card, .done-item") : element);
    // The matrix of the portfolio leads to what its contents lead to as well.
    const elsewhere = (element) => Boolean(element.closest(".matrix, .grid"));
    // A link inside a sentence is read, not aimed at (WCAG 2.5.8).
    const inSentence = (element) =>
      getComputedStyle(element).display === "inline" && [...element.parentNode.childNodes].some((node) => node !== element && node.textContent.trim() !== "");
    const open = document.querySelector("dialog[open]") ?? document;
    const found = [...open.querySelectorAll("a[href], button, input, select, textarea, summary")]
      .filter((element) => seen(element) && !inSentence(element) && !elsewhere(element))
      .map((element) => ({ element, box: area(element).getBoundingClientRect() }));
    const complaints = [];
    for (const { element, box } of found) {
      const width = Math.round(box.width), height = Math.round(box.height);
      if (width < 44 || height < 44) complaints.push(`${said(element)}: ${width}×${height}`);
    }
    const fixed = (element) => Boolean(element.closest(".tabbar, .form-foot-sticky, .toasts"));
    for (const [index, one] of found.entries()) {
      for (const other of found.slice(index + 1)) {
        if (area(one.element) === area(other.element) || fixed(one.element) !== fixed(other.element)) continue;
        if (area(one.element).contains(other.element) || area(other.element).contains(one.element)) continue;
        const across = Math.max(one.box.left, other.box.left) - Math.min(one.box.right, other.box.right);
        const down = Math.max(one.box.top, other.box.top) - Math.min(one.box.bottom, other.box.bottom);
        const gap = Math.max(across, down);
        if (gap < 7.5) complaints.push(`${said(one.element)} | ${said(other.element)}: ${Math.round(gap)} apart`);
      }
    }
    return complaints;
  },

  /** A label above each field; no words inside that vanish, no asterisks. */
  fields() {
    const complaints = [];
    for (const field of document.querySelectorAll("input, select, textarea")) {
      if (!field.checkVisibility() || ["checkbox", "radio", "file"].includes(field.type)) continue;
      if (field.placeholder) complaints.push(`${field.id}: "${field.placeholder}" stands inside`);
      const label = field.labels[0];
      if (!label) continue; // axe knows whether it has a name otherwise
      if (label.textContent.includes("*")) complaints.push(`${field.id}: an asterisk`);
      const above = label.getBoundingClientRect().top < field.getBoundingClientRect().top;
      if (!above) complaints.push(`${field.id}: its label stands beside it`);
    }
    return complaints;
  },

  /** Whoever moves by keyboard sees where they are. */
  focus() {
    const here = document.activeElement;
    const seen = [here, here.closest(".choice, .card, .done-item"), here.closest("label")];
    const ring = seen.some((one) => one && getComputedStyle(one).outlineStyle !== "none");
    const name = here.ariaLabel || here.labels?.[0]?.innerText || here.innerText || here.id;
    return { name: name.trim(), tag: here.tagName, ring, top: here.getBoundingClientRect().top };
  },

  /** Smaller text in a box makes an iPhone zoom in. */
  smallInputs() {
    return [...document.querySelectorAll("input, select, textarea")]
      .filter((element) => element.checkVisibility() && Number.parseFloat(getComputedStyle(element).fontSize) < 16)
      .map((element) => element.id || element.name);
  },

  /** An empty list: one sentence, one button, one example. */
  emptiness() {
    return [...document.querySelectorAll(".empty")].flatMap((empty) => {
      const sentences = [...empty.querySelectorAll(":scope > p")].map((one) => one.textContent.match(/[.!?](?=\s|$)/g)?.length ?? 0);
      const buttons = empty.querySelectorAll(":scope > :is(a, button)").length;
      const examples = [...empty.querySelectorAll(":scope > .empty-example")].filter((one) => one.textContent.trim()).length;
      const said = JSON.stringify({ sentences, buttons, examples });
      return said === JSON.stringify({ sentences: [1], buttons: 1, examples: 1 }) ? [] : [said];
    });
  },

  /** What can be pressed where a phone has its notch, or the bar for its gestures. */
  underTheEdge({ top, bottom }) {
    const boxes = () =>
      [...document.querySelectorAll("a[href], button, input, textarea, select")]
        .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".visually-hidden, .skip-link, .skip, [inert]"))
        .map((element) => ({ what: (element.innerText || element.ariaLabel || element.id).slice(0, 40), box: element.getBoundingClientRect() }));
    scrollTo(0, 0);
    const above = boxes().filter(({ box }) => box.top < top - 0.5).map(({ what, box }) => `${what}: begins at ${Math.round(box.top)}`);
    scrollTo(0, document.documentElement.scrollHeight);
    const below = boxes().filter(({ box }) => box.bottom > innerHeight - bottom + 0.5).map(({ what, box }) => `${what}: ends ${Math.round(innerHeight - box.bottom)} above the bottom`);
    return [...above, ...below];
  },

  /** What sticks out sideways, or is cut off inside a box. */
  lost() {
    const room = document.documentElement.clientWidth;
    const complaints = [];
    if (document.scrollingElement.scrollWidth > room) complaints.push(`the page is ${document.scrollingElement.scrollWidth} wide in ${room}`);
    for (const element of document.querySelectorAll("body *")) {
      if (!element.checkVisibility({ visibilityProperty: true })) continue;
      if (element.closest(".visually-hidden, .skip-link, .skip, svg, .wide-scroll, .clamp, .bar-track, .hours-bar, input")) continue;
      const box = element.getBoundingClientRect();
      const what = `${element.tagName.toLowerCase()}.${element.className} ${element.textContent.trim().slice(0, 30)}`;
      if (box.width > 0 && (box.right > room + 1 || box.left < -1)) complaints.push(`sticks out: ${what}`);
      const style = getComputedStyle(element);
      // For screen readers only.
      if (style.clipPath === "inset(50%)") continue;
      const cuts = style.overflowX === "hidden" || style.overflowX === "clip" || style.textOverflow === "ellipsis";
      if (cuts && element.scrollWidth > element.clientWidth + 1) complaints.push(`cut off: ${what}`);
    }
    return complaints;
  },
});
