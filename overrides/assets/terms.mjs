// A word's meaning shows on hover and on focus by style alone. Here: the first touch shows it and the second follows
// the link to the glossary; Escape hides it until it is left.
let shown = null;

addEventListener(
  "click",
  (event) => {
    const term = event.target.closest?.("a.term") ?? null;
    if (term && event.pointerType === "touch" && term !== shown) {
      event.preventDefault();
      event.stopPropagation();
      term.focus();
    }
    shown = term;
  },
  true,
);

addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  for (const term of document.querySelectorAll("a.term:is(:hover, :focus)")) {
    const again = () => term.classList.remove("term--hidden");
    term.classList.add("term--hidden");
    for (const left of ["pointerleave", "blur"]) term.addEventListener(left, again, { once: true });
  }
});
