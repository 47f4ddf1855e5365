// Finds what a person would call by this name: find(kind, name) in the order of the page.
// A name that is equal goes before one that only holds it.
const [kind, wanted] = arguments;
const KINDS = {
  button: "button, [role=button], [role=tab], [role=menuitem], [role=switch], input[type=submit], summary",
  link: "a[href], [role=link]",
  field: "input:not([type=hidden]), textarea, select, [contenteditable=true], [role=combobox]",
  file: "input[type=file]",
  heading: "h1, h2, h3, h4, h5, h6, [role=heading]",
  option: "option, [role=option]",
};
const clean = (text) => (text ?? "")
  .replace(/[\u200e\u200f\u2066-\u2069]/g, "").replace(/[\s\u00a0\u202f]+/g, " ").trim();
const isShown = (element) => element.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true })
  && !element.closest("[inert], [aria-hidden=true]");
const nameOf = (element) => {
  const by = element.getAttribute("aria-labelledby");
  const names = [
    element.getAttribute("aria-label"),
    by && by.split(/\s+/).map((id) => document.getElementById(id)?.textContent).join(" "),
    element.labels && [...element.labels].map((label) => label.textContent).join(" "),
    element.matches("input, select, textarea") ? element.placeholder : element.textContent,
    element.matches("input[type=submit]") ? element.value : "",
    element.querySelector?.("img[alt]")?.alt,
    element.title,
  ];
  return names.map(clean).find((name) => name !== "") ?? "";
};

// Under a modal dialog nothing can be reached.
const root = [...document.querySelectorAll("dialog:modal")].at(-1) ?? document.body;
const name = clean(wanted);

if (kind === "text") {
  const holds = (element) => isShown(element) && clean(element.innerText).includes(name);
  if (!holds(root)) return null;
  let deepest = root;
  for (;;) {
    const inner = [...deepest.children].find(holds);
    if (!inner) return deepest;
    deepest = inner;
  }
}
const found = [...root.querySelectorAll(kind === "pressable" ? `${KINDS.button}, ${KINDS.link}` : KINDS[kind])]
  .filter((element) => kind === "file" || isShown(element));
return found.find((element) => nameOf(element) === name)
  ?? (name === "" ? found[0] : found.find((element) => nameOf(element).includes(name)))
  ?? null;
