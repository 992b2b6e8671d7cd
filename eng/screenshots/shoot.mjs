// npm ci && npm run shoot -- http://localhost:5080   while the demo's outage is open: every page kind, desktop and phone, light and dark.
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const site = process.argv[2] ?? 'http://localhost:5080';
const folder = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));

const { items: [outage] } = await (await fetch(`${site}/api/v1/outages?state=open&service=zoom`)).json();
if (!outage) throw new Error('No outage of Zoom is open.');
// Somebody else's site, on a port of its own.
const foreign = createServer((request, response) => response.setHeader('Content-Type', 'text/html').end(meeting(request.url === '/dark'))).listen(0, '127.0.0.1');
await new Promise(resolve => foreign.once('listening', resolve));
const pages = theme => ({
  home: `${site}/`,
  service: `${site}/services/zoom`,
  outage: `${site}/outages/${outage.id}`,
  map: `${site}/map?service=zoom`,
  form: `${site}/report?service=zoom`,
  widget: `http://127.0.0.1:${foreign.address().port}/${theme}`,
});
const devices = {
  '': { viewport: { width: 1280, height: 860 } },
  '-phone': { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
};
const meeting = isDark => `<!DOCTYPE html><html lang="en"><meta name="viewport" content="width=device-width"><title>Weekly meeting</title>
  <style>body { font: 18px/1.5 Georgia, serif; margin: 2em auto; max-width: 40em; padding: 0 1em; ${isDark ? 'background: #14181d; color: #eee' : ''} }</style>
  <h1>Weekly meeting</h1><p>We meet on Zoom at noon.</p>
  <outage-widget service="zoom" lang="en"></outage-widget><script src="${site}/widget.js" async></script></html>`;

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-background-networking'] });
for (const [device, settings] of Object.entries(devices)) {
  for (const theme of ['light', 'dark']) {
    const context = await browser.newContext({ ...settings, colorScheme: theme, locale: 'en-GB', timezoneId: 'UTC' });
    for (const [name, address] of Object.entries(pages(theme))) {
      const page = await context.newPage();
      await page.goto(address, { waitUntil: 'load' });
      await page.waitForTimeout(name === 'form' || name === 'widget' ? 3000 : 500); // a circuit, or a widget's data
      await page.screenshot({ path: `${folder}${name}${device}${theme === 'dark' ? '-dark' : ''}.png` });
      await page.close();
    }
    await context.close();
  }
}
await browser.close();
foreign.close();
