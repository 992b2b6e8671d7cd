// Shows a change at once, and copies. Without it the form asks the site for the same page.
(() => {
  const form = document.getElementById('builder');
  let asked = 0;

  const ready = scope => { for (const button of scope.querySelectorAll('[data-copy]')) button.hidden = false; };

  async function show() {
    const address = new URL(form.action), turn = ++asked;
    for (const [name, value] of new FormData(form)) if (value) address.searchParams.set(name, value);
    const answer = await fetch(address).catch(() => null);
    if (!answer?.ok || turn !== asked) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('result');
    ready(fresh);
    document.getElementById('result').replaceWith(fresh);
    history.replaceState(null, '', address);
  }

  form.addEventListener('change', show);
  document.addEventListener('click', async event => {
    const button = event.target.closest('[data-copy]');
    if (!button) return;
    const code = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = button.dataset.done;
      document.getElementById('said').textContent = button.dataset.done;
    } catch {
      getSelection().selectAllChildren(code);
    }
  });
  ready(document);
})();
