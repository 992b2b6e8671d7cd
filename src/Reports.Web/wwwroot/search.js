// Suggests services while somebody types. Without it the form asks the site for a page of what it finds.
(() => {
  let typing, asked = 0, chosen = -1;
  const field = event => event.target.closest?.('.find input'), list = () => document.getElementById('suggested');
  const options = () => [...list()?.children ?? []];

  function close() {
    asked++;
    clearTimeout(typing);
    const open = list(), input = open?.closest('form').querySelector('input');
    open?.parentElement.removeAttribute('data-hold');
    open?.remove();
    for (const name of ['role', 'aria-expanded', 'aria-controls', 'aria-autocomplete', 'aria-activedescendant']) input?.removeAttribute(name);
    chosen = -1;
  }

  function choose(input, next) {
    const all = options();
    chosen = (next + all.length + 1) % (all.length + 1);
    // One place in the round is the field itself.
    if (chosen === all.length) chosen = -1;
    all.forEach((option, i) => option.setAttribute('aria-selected', i === chosen));
    chosen < 0 ? input.removeAttribute('aria-activedescendant') : input.setAttribute('aria-activedescendant', all[chosen].id);
    all[chosen]?.scrollIntoView({ block: 'nearest' });
  }

  async function suggest(input) {
    const turn = ++asked, form = input.form, typed = input.value.trim();
    if (!typed) return close();
    const answer = await fetch(`${form.dataset.suggest}&query=${encodeURIComponent(typed)}`).then(response => response.ok ? response.json() : null, () => null);
    if (turn !== asked || document.activeElement !== input) return;
    close();
    if (!answer?.[1].length) return;
    const open = Object.assign(document.createElement('ul'), { id: 'suggested' });
    open.setAttribute('role', 'listbox');
    open.setAttribute('aria-label', form.querySelector('label').textContent);
    answer[1].forEach((name, i) => {
      const option = Object.assign(document.createElement('li'), { id: `suggested-${i}`, dir: 'auto' });
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', false);
      option.dataset.href = answer[3][i];
      option.append(Object.assign(document.createElement('b'), { textContent: name }), ' ', Object.assign(document.createElement('small'), { textContent: answer[2][i] }));
      open.append(option);
    });
    form.append(open);
    // The page does not renew itself under the hand.
    form.dataset.hold = '';
    for (const [name, value] of [['role', 'combobox'], ['aria-expanded', true], ['aria-controls', 'suggested'], ['aria-autocomplete', 'list']]) input.setAttribute(name, value);
  }

  document.addEventListener('input', event => {
    const input = field(event);
    if (!input) return;
    clearTimeout(typing);
    typing = setTimeout(suggest, 120, input);
  });
  document.addEventListener('keydown', event => {
    const input = field(event), step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!input || event.isComposing) return;
    if (event.key === 'Enter') {
      clearTimeout(typing);
      asked++;
    }
    if (!list()) return;
    if (step) choose(input, chosen + step + (step < 0 && chosen < 0 ? options().length + 1 : 0));
    else if (event.key === 'Enter' && chosen >= 0) location.assign(options()[chosen].dataset.href);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
  });
  // A press does not take the focus, so the list is still there when the finger is lifted.
  document.addEventListener('mousedown', event => { if (event.target.closest?.('#suggested')) event.preventDefault(); });
  document.addEventListener('click', event => {
    const option = event.target.closest?.('#suggested li');
    if (option) location.assign(option.dataset.href);
  });
  document.addEventListener('focusout', event => { if (field(event)) close(); });
})();
