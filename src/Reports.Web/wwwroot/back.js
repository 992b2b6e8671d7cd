// Remembers, in this browser alone and for a day, what its owner reported, to ask on the page of the service whether it is back.
const name = 'reported', day = 864e5, soon = 6e5;
const read = () => {
  try { return Object.fromEntries(Object.entries(JSON.parse(localStorage.getItem(name)) ?? {}).filter(([, at]) => Date.now() - at < day)); } catch { return {}; }
};
const write = known => {
  try { if (Object.keys(known).length) localStorage.setItem(name, JSON.stringify(known)); else localStorage.removeItem(name); } catch { /* A browser that keeps nothing is not asked anything. */ }
};

export function reported(service, works) {
  const known = read();
  if (works) delete known[service]; else known[service] = Date.now();
  write(known);
}

// What is older than a day goes whenever this is loaded.
write(read());

const done = document.querySelector('[data-reported]');
if (done) reported(done.dataset.reported, done.dataset.works === 'true');

const asked = document.querySelector('[data-back]');
if (asked) {
  const since = Date.now() - read()[asked.dataset.back];
  // On the root, which stays when the page is renewed.
  document.documentElement.toggleAttribute('data-ask', since > soon && since < day);
}
