// Copying what is to be quoted, and the sheet with which the system itself shares. No third party hears of it.
(() => {
  const root = document.documentElement, said = () => document.getElementById('said');
  const text = id => document.getElementById(id)?.textContent.trim() ?? '';

  // On the root, which stands while the page renews itself: the buttons need no second look.
  if (navigator.clipboard) root.dataset.canCopy = '';
  if (navigator.share) root.dataset.canShare = '';

  async function copy(button) {
    const id = button.dataset.copy;
    try {
      await navigator.clipboard.writeText(text(id));
      said().textContent = button.dataset.done;
      button.classList.add('btn--done');
      setTimeout(() => button.classList.remove('btn--done'), 2500);
    } catch {
      // Where the browser forbids it, the text is at least chosen, so that the reader can copy it.
      getSelection().selectAllChildren(document.getElementById(id));
      said().textContent = button.dataset.failed;
    }
  }

  // A reader who closes the sheet has changed their mind, which is no error.
  const share = () => navigator.share({ title: document.title, text: text('share-sentence'), url: text('share-address') }).catch(() => {});

  document.addEventListener('click', event => {
    const button = event.target.closest?.('[data-copy], [data-share]');
    if (!button || button === root) return;
    if (button.dataset.copy) copy(button);
    else share();
  });
})();
