// The theme puts each table into a box that scrolls where the screen is narrower. Such a box gets a name and a place in
// the order of the tab key, so that it can be scrolled without a mouse.

function above(box) {
  const isAbove = (heading) => heading.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING;
  return [...document.querySelectorAll("article :is(h1, h2, h3)")].filter(isAbove).at(-1)?.firstChild?.textContent;
}

const watch = new ResizeObserver((boxes) => {
  for (const { target: box } of boxes) {
    const scrolls = box.scrollWidth > box.clientWidth && !box.closest(".calc-scroll"); // that one scrolls as a whole
    const said = { role: "group", "aria-label": `Table: ${above(box) ?? document.title}`, tabindex: "0" };
    for (const [name, value] of Object.entries(said))
      if (scrolls) box.setAttribute(name, value);
      else box.removeAttribute(name);
  }
});

// At first, and after each page that is opened without loading: the theme wraps the tables in the same moment.
window.document$?.subscribe(() =>
  requestAnimationFrame(() => {
    watch.disconnect();
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) watch.observe(box);
  }),
);
