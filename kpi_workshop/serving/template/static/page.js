// Lifts the cover when the page's widget is there, and says so when none comes: a page must not wait for ever.
const PATIENCE_MS = 60_000;

const cover = document.querySelector(".cover.waiting");
const cells = document.getElementById("rendered_cells");
const failed = document.getElementById("failed");

const watching = new MutationObserver(() => {
  const widget = cells.querySelector(".jp-OutputArea-output > .lm-Widget");
  if (widget?.hasChildNodes()) uncover();
});

const patience = setTimeout(() => {
  document.body.append(failed.content.cloneNode(true));
  uncover();
}, PATIENCE_MS);

const uncover = () => {
  watching.disconnect();
  clearTimeout(patience);
  cover.remove();
};

watching.observe(cells, { childList: true, subtree: true });
// The server may have said already that it could not open the page.
if (document.querySelector('.cover[role="alert"]')) uncover();
