// npm ci && npm run shoot -- http://localhost:5080   while the demo's outage is open: every page kind, desktop and phone, light and dark, in three languages.
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const site = process.argv[2] ?? 'http://localhost:5080';
const folder = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));

const { items: [outage] } = await (await fetch(`${site}/api/v1/outages?state=open&service=zoom`)).json();
if (!outage) throw new Error('No outage of Zoom is open.');
// Somebody else's site, on a port of its own.
const foreign = createServer((request, response) => response.setHeader('Content-Type', 'text/html').end(meeting(...request.url.slice(1).split('/')))).listen(0, '127.0.0.1');
await new Promise(resolve => foreign.once('listening', resolve));
const languages = { en: { locale: 'en-GB', folder: '' }, it: { locale: 'it-IT', folder: 'it/' }, ar: { locale: 'ar-EG', folder: 'ar/' } };
const pages = (language, theme) => ({
  home: `${site}/${language}`,
  service: `${site}/${language}/services/zoom`,
  outage: `${site}/${language}/outages/${outage.id}`,
  map: `${site}/${language}/map?service=zoom`,
  form: `${site}/${language}/report?service=zoom`,
  builder: `${site}/${language}/widget?service=zoom&lang=${language}`,
  method: `${site}/${language}/method`,
  widget: `http://127.0.0.1:${foreign.address().port}/${language}/${theme}`,
});
const devices = {
  '': { viewport: { width: 1280, height: 860 } },
  '-phone': { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
};
const meeting = (language, theme) => `<!DOCTYPE html><html lang="en"><meta name="viewport" content="width=device-width"><title>Weekly meeting</title>
  <style>body { font: 18px/1.5 Georgia, serif; margin: 2em auto; max-width: 40em; padding: 0 1em; ${theme === 'dark' ? 'background: #14181d; color: #eee' : ''} }</style>
  <h1>Weekly meeting</h1><p>We meet on Zoom at noon.</p>
  <outage-widget service="zoom" lang="${language}"></outage-widget><script src="${site}/widget.js" async></script></html>`;

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-background-networking'] });
for (const [language, { locale, folder: inside }] of Object.entries(languages)) {
  for (const [device, settings] of Object.entries(devices)) {
    for (const theme of ['light', 'dark']) {
      const context = await browser.newContext({ ...settings, colorScheme: theme, locale, timezoneId: 'UTC', serviceWorkers: 'block' });
      for (const [name, address] of Object.entries(pages(language, theme))) {
        const page = await context.newPage();
        await page.goto(address, { waitUntil: 'load' });
        await page.waitForTimeout(['form', 'widget', 'builder'].includes(name) ? 3000 : 500); // a circuit, a widget's data, or a frame
        await page.screenshot({ path: `${folder}${inside}${name}${device}${theme === 'dark' ? '-dark' : ''}.png` });
        await page.close();
      }
      await context.close();
    }
  }
}
await browser.close();
foreign.close();
