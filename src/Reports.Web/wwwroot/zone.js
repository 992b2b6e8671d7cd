// Where an address tells no country, the time zone of the browser does.
for (const field of document.querySelectorAll('[data-time-zone]')) field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? '';
