// Shows a change at once. Without it the form asks the site for the same page.
(() => {
  const form = document.getElementById('builder');
  let asked = 0;
  form.addEventListener('change', async () => {
    const address = new URL(form.action), turn = ++asked;
    for (const [name, value] of new FormData(form)) if (value) address.searchParams.set(name, value);
    const answer = await fetch(address).catch(() => null);
    if (!answer?.ok || turn !== asked) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('result');
    document.getElementById('result').replaceWith(fresh);
    history.replaceState(null, '', address);
  });
})();
