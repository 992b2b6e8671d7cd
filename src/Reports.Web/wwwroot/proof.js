// Works out what a report from a network that sends very many has to bring (a proof of work in the ALTCHA protocol). The widget is loaded only here.
let loading;
function load() {
  return loading ??= (async () => {
    const sheets = ['/altcha/altcha.css', '/proof.css'].map(href => new Promise(resolve => {
      const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href, onload: resolve, onerror: resolve });
      document.head.append(link);
    }));
    await Promise.all([import('/altcha/altcha.min.js'), ...sheets]);
    globalThis.$altcha.algorithms.set('PBKDF2/SHA-256', () => new Worker('/altcha/pbkdf2.js'));
  })();
}

// A network that stalls keeps nobody here: then there is the wait.
const within = (milliseconds, promise) => Promise.race([promise, new Promise(resolve => setTimeout(resolve, milliseconds, null))]);

// The payload, or null where this browser cannot: it has no cryptography outside a secure context, and may refuse a worker.
export async function solve(host, { challenge, language, strings }) {
  if (!isSecureContext || !globalThis.Worker) return null;
  if (!await within(20000, load().then(() => true, () => false))) return null;
  globalThis.$altcha.i18n.set(language, strings);
  const widget = document.createElement('altcha-widget');
  const solved = new Promise(resolve => {
    widget.addEventListener('verified', event => resolve(event.detail.payload));
    widget.addEventListener('statechange', event => event.detail.state === 'error' && resolve(null));
  });
  // It watches no pointer and names nobody: what it does is count.
  widget.setAttribute('configuration', JSON.stringify({
    challenge, language, auto: 'onload', hideFooter: true, hideLogo: true, humanInteractionSignature: false, minDuration: 0, timeout: 60000, workers: Math.min(4, navigator.hardwareConcurrency || 2),
  }));
  host.replaceChildren(widget);
  return within(65000, solved);
}

// The page that asks: solve, then send the form as it is; the wait comes back where that fails.
async function send(note) {
  const form = document.querySelector('form[data-wait]');
  const status = note.querySelector('[role=status]'), words = [...status.childNodes];
  form.hidden = true;
  // Put in after it is shown, so that it is also read out.
  status.replaceChildren();
  note.hidden = false;
  setTimeout(() => status.replaceChildren(...words), 100);
  const payload = await solve(note.querySelector('[data-widget]'), JSON.parse(note.dataset.proof));
  if (payload) {
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'altcha', value: payload }));
    return form.submit();
  }
  note.querySelector('[data-widget]').replaceChildren();
  words.splice(0, words.length, note.dataset.failed);
  status.replaceChildren(...words);
  form.hidden = false;
  form.querySelector('button').focus();
}

const note = document.querySelector('[data-proof]');
if (note) send(note);
