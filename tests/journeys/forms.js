/** What a form asks, as functions on the page. `form` is the one that is filled in, or the dialog over it. */
({
  /** Of each question: its id, whether it says "(niet verplicht)", and whether it can stay empty. */
  questions() {
    const form = document.querySelector("dialog[open]") ?? document.querySelector("main form");
    return [...form.querySelectorAll(".field")].filter((field) => field.checkVisibility()).map((field) => {
      const inputs = [...field.querySelectorAll("input, select, textarea")];
      const [first] = inputs;
      const always =
        (first.tagName === "SELECT" && ![...first.options].some(({ value }) => value === "")) ||
        (first.type === "radio" && inputs.some(({ checked }) => checked) && !field.querySelector("button"));
      return {
        id: first.id,
        optional: field.querySelector(".field-label").textContent.includes("(niet verplicht)"),
        empty: !always,
        wrong: field.classList.contains("field-wrong"),
      };
    });
  },

  /** Of each box for words: its id and its autofill token; "" when it says nothing about it. */
  boxes() {
    const kinds = ["text", "email", "tel", "search", "url", "date"];
    return [...document.querySelectorAll("main :is(input, textarea), dialog[open] :is(input, textarea)")]
      .filter((box) => box.checkVisibility() && (box.tagName === "TEXTAREA" || kinds.includes(box.type)))
      .map((box) => ({ id: box.id, kind: box.type, token: box.getAttribute("autocomplete") ?? "" }));
  },
});
