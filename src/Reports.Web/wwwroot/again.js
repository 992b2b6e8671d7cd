// Sends a report that a busy site could not take again by itself. Without it the reader presses; the form is the same either way.
(() => {
  const note = document.querySelector('[data-again]'), form = document.querySelector('form[data-report]');
  if (!note || !form) return;
  const longest = 60, first = +note.dataset.again;
  const send = () => form.requestSubmit(form.querySelector(note.dataset.kind === 'works' ? '[value=works]' : '.btn--send'));
  // Not everybody at the same moment, and hardly later than was asked; a press of the reader's own comes first.
  let timer, wait = first + Math.min(first, 10) * Math.random();
  const stop = () => clearTimeout(timer);

  // To a site that is away the form would be lost: it is asked first, and the page stays.
  async function attempt() {
    const ready = await fetch('/healthz/ready', { cache: 'no-store' }).then(answer => answer.ok, () => false);
    if (ready) return send();
    wait = Math.min(longest, wait * 2);
    timer = setTimeout(attempt, wait * 1000);
  }

  note.textContent = note.dataset.text.replace('{0}', new Intl.NumberFormat(document.documentElement.dataset.culture, { numberingSystem: 'latn' }).format(Math.ceil(wait)));
  timer = setTimeout(attempt, wait * 1000);
  form.addEventListener('submit', stop);
  // Whoever changes something wants to send it when it is done.
  form.addEventListener('input', stop);
})();
