// The date helper of the page of time limits. It counts; it knows no time limit of its own.
// The earliest day comes first (the day given is day 1, nothing moves), because the rules of
// today have not been read. Then the rules of the law on appeals before the change of 2026.
// Links to sources are those of the text inside the tool: the items of the law block are, in
// this order, in hand, registered with acknowledgement, post, fax, last day; the first link of the
// example says that every day counted; the last link of the tool leads to a lawyer. Nothing is kept,
// nothing is sent.
{
const tool = document.getElementById('tool-dates');
const words = JSON.parse(tool.dataset.words);
const LANGUAGE = document.documentElement.lang;
const DAY = 864e5;
const FIXED = '01-01 05-01 07-21 08-15 11-01 11-11 12-25';
// Easter Monday, Ascension and Whit Monday, in days after Easter.
const MOVING = [1, 39, 50];
// Where the item of each way stands in the law block.
const RULES = {signed: 1, registered: 2, post: 2, fax: 3};

// A day is a whole number since 1970, in UTC: no hour and no summer time can shift it.
const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);

// The digits of Arabic and Persian as 0 to 9: their codes end so.
const plain = (text) => text.replace(/[٠-٩۰-۹]/g, (sign) => sign.charCodeAt() & 15);

// The day of '2026-11-23' (what a field of dates gives) or of '23/11/2026', '23-11-2026',
// '23.11.2026', '23 11 2026' (typed where the browser has no field of dates): the day comes first, as
// on papers in Belgium, and the answer repeats it in words. NaN for anything else: a year of two
// digits can be read in two ways, and days outside of this century are mistakes.
const read = (text) => {
  const parts = plain(text).match(/\d+/g) || [];
  if (parts[0] < 99) parts.reverse();
  const written = parts.map((part) => part.padStart(2, 0)).join('-');
  const number = Date.parse(written) / DAY;
  return /^20/.test(written) && number && iso(number) == written ? number : NaN;
};

// The number of '30', '030', '30 jours', '30 dagen' or '30 days'; NaN for anything else: '4 weeks' is
// not 4 days.
const readDays = (text) => +(/^\s*0*([1-9]\d?\d?)\s*((j(our)?|d(ag(en)?|ay)?)s?\.?)?\s*$/i.exec(plain(text)) || [])[1];

// Easter by the rule of Gauss, with its two exceptions; right from 1900 to 2099.
const easter = (year) => {
  const a = year % 19;
  const d = (19 * a + 24) % 30;
  const e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + 5) % 7;
  const early = e == 6 && (d == 29 || d == 28 && a > 10);
  return Date.UTC(year, 2, 22 + d + e - 7 * early) / DAY;
};

// Saturday, Sunday or one of the ten legal holidays.
const free = (day) => new Date(day * DAY).getUTCDay() % 6 == 0 || FIXED.includes(iso(day).slice(5)) || MOVING.includes(day - easter(+iso(day).slice(0, 4)));

// The whole arithmetic.
const count = (how, day, days) => {
  let first = day + 1;
  if ('post registered'.includes(how)) for (let left = 3; free(first) || --left;) first++;
  const end = first + days - 1;
  let last = end;
  while (free(last)) last++;
  return {earliest: day + days - 1, first, end, last};
};
// For the tests, which compare these with an independent calendar.
Object.assign(tool, {count, free, read});

const add = (parent, tag, text, more) => {
  const element = parent.appendChild(document.createElement(tag));
  if (text) element.append(text);
  return Object.assign(element, more);
};

// The list to fill in by hand becomes the form; the last of them becomes the answer.
const form = document.createElement('form');
const list = tool.querySelector('ul');
const lines = list.children;
const labels = [...lines].map((line) => line.textContent.replace(/[ .]+$/, ''));
list.replaceWith(form);
form.append(list);
// The words of a field stand in an element of their own: a program that translates the page puts
// other text into it, and only the element is sure to stay.
const field = (index, tag, more) => {
  lines[index].textContent = '';
  const label = add(lines[index], 'label');
  add(label, 'span', labels[index]);
  add(label, 'br');
  const control = add(label, tag, '', more);
  control.style.cssText = 'font:inherit;min-height:44px;max-width:100%';
  return control;
};
const how = field(0, 'select');
for (const value of 'hand refused registered signed post fax'.split(' ')) add(how, 'option', words[value], {value});
const given = field(1, 'input', {type: 'date'});
const number = field(2, 'input', {inputMode: 'numeric', size: 4});
const printed = field(3, 'input', {type: 'date'});
words.on_hand = words.on_refused = labels[1];
// Whoever is not sure counts from the envelope: no rule of the law starts earlier.
words.on_registered = words.on_post;
words.earliest = labels[4] + ' [day].';
lines[4].remove();
add(form, 'button', words.count, {className: 'call'});
const result = add(form, 'div', '', {role: 'status'});
const links = tool.querySelectorAll('.law li a, .note a, :scope > p a');

// One sentence of the answer, with its day and the source of its rule.
const say = (key, day, rule) => {
  const [before, after] = words[key].replace('[n]', readDays(number.value)).split('[day]');
  const line = add(result, 'p', before);
  if (day) {
    const text = new Date(day * DAY).toLocaleDateString(LANGUAGE + '-BE-u-nu-latn', {dateStyle: 'full', timeZone: 'UTC'}).replace(',', '');
    add(line, 'b', LANGUAGE == 'fr' ? text.replace(' 1 ', ' 1er ') : text, {dir: 'auto'});
    line.append(after);
  }
  if (rule) {
    line.append(' ', rule.cloneNode(), ' ', rule.nextElementSibling.cloneNode(true));
    line.querySelector('a').append(words.rule);
  }
  return line;
};

const refuse = (control, key) => {
  control.ariaInvalid = 'true';
  control.focus();
  say(key);
};

// A file for the calendar of the phone; its words say nothing about the reader. The whole day (it
// ends where the next begins), and a reminder at 9 in the morning of the day before.
const keep = (day) => {
  const random = crypto.getRandomValues(new Uint32Array(4)).join('-');
  const stamp = (text) => text.replace(/[-:]|\.\d+/g, '');
  const text = `BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:${random}\r
BEGIN:VEVENT\r
UID:${random}\r
DTSTAMP:${stamp(new Date().toISOString())}\r
DTSTART;VALUE=DATE:${stamp(iso(day))}\r
DTEND;VALUE=DATE:${stamp(iso(day + 1))}\r
SUMMARY:${words.event}\r
BEGIN:VALARM\r
ACTION:DISPLAY\r
TRIGGER:-PT15H\r
DESCRIPTION:${words.event}\r
END:VALARM\r
END:VEVENT\r
END:VCALENDAR\r
`;
  const href = URL.createObjectURL(new Blob([text], {type: 'text/calendar'}));
  add(result, 'a', words.keep, {className: 'call', download: words.event + '.ics', href});
};

form.className = 'card';
form.noValidate = true;
how.onchange = () => {
  given.labels[0].firstElementChild.textContent = words['on_' + how.value];
  result.textContent = '';
};
form.onsubmit = (event) => {
  event.preventDefault();
  result.textContent = '';
  for (const control of [given, number, printed]) control.ariaInvalid = null;
  // 'sv' writes a day as 2026-11-23.
  const today = read(new Date().toLocaleDateString('sv', {timeZone: 'Europe/Brussels'}));
  const start = read(given.value);
  const days = readDays(number.value);
  const stop = read(printed.value);
  if (!start) return refuse(given, 'wrong_date');
  if (start > today) return refuse(given, 'future');
  if (printed.validity.badInput || printed.value && !stop) return refuse(printed, 'wrong_date');
  if (number.value.trim() && !days || !(days || stop)) return refuse(number, 'wrong_days');
  const {earliest, first, end, last} = count(how.value, start, days || 1);
  const safest = days ? Math.min(earliest, stop || earliest) : stop;
  say('earliest', safest).className = 'label';
  if (safest < today) say('passed');
  else if (free(safest)) say('free');
  if (days) {
    if ('registered signed'.includes(how.value)) say('unsigned');
    say('shortest', start);
    say('leave');
    say('appeal', last);
    say('first', first, links[RULES[how.value] || 0]);
    say('end', end, links[5]);
    if (last > end) say('moved', last, links[4]);
  }
  result.append(document.querySelector('section.caution').cloneNode(true));
  keep(safest);
  add(result, 'p').append(links[links.length - 1].cloneNode(true));
};
}
