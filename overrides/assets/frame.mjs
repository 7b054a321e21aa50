// The theme's search dialog has no name for screen readers.
document.querySelector(".md-search[role=dialog]")?.setAttribute("aria-label", "Search");

// One page has it, which may be opened without loading the site anew.
window.document$?.subscribe(() => {
  if (document.querySelector("cause-table")) import("./compare.mjs");
});
