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

// The day of '2026-11-23'; NaN for anything else and outside of this century.
const read = (text) => {
  const day = /^20\d\d-\d\d-\d\d$/.test(text) ? Date.parse(text) / DAY : NaN;
  return day && iso(day) == text ? day : NaN;
};

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
  if (how == 'post' || how == 'registered') for (let left = 3; free(first) || --left;) first++;
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
for (const line of lines) line.textContent = line.textContent.replace(/[ .]+$/, '');
list.replaceWith(form);
form.append(list);
const field = (index, tag, more) => {
  const label = add(lines[index], 'label');
  label.append(lines[index].firstChild);
  add(label, 'br');
  const control = add(label, tag, '', more);
  control.style.cssText = 'font:inherit;min-height:44px;max-width:100%';
  return control;
};
const how = field(0, 'select');
for (const value of ['hand', 'refused', 'registered', 'signed', 'post', 'fax']) add(how, 'option', words[value], {value});
const given = field(1, 'input', {type: 'date'});
const number = field(2, 'input', {inputMode: 'numeric', size: 4});
const printed = field(3, 'input', {type: 'date'});
words.on_hand = words.on_refused = lines[1].textContent;
// Whoever is not sure counts from the envelope: no rule of the law starts earlier.
words.on_registered = words.on_post;
words.earliest = lines[4].textContent + ' [day].';
lines[4].remove();
add(form, 'button', words.count, {className: 'call'}).style.font = 'inherit';
const result = add(form, 'div', '', {role: 'status'});
const links = tool.querySelectorAll('.law li a, .note a, :scope > p a');

// One sentence of the answer, with its day and the source of its rule.
const say = (key, day, rule) => {
  const [before, after] = words[key].replace('[n]', number.value).split('[day]');
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

// A file for the calendar of the phone; its words say nothing about the reader.
const keep = (day) => {
  const random = crypto.getRandomValues(new Uint32Array(4)).join('-');
  const stamp = (text) => text.replace(/[-:]|\.\d+/g, '');
  const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:' + random, 'BEGIN:VEVENT', 'UID:' + random, 'DTSTAMP:' + stamp(new Date().toISOString()), 'DTSTART;VALUE=DATE:' + stamp(iso(day)), 'SUMMARY:' + words.event, 'END:VEVENT', 'END:VCALENDAR', ''];
  const href = URL.createObjectURL(new Blob([text.join('\r\n')], {type: 'text/calendar'}));
  add(result, 'a', words.keep, {className: 'call', download: words.event + '.ics', href});
};

form.className = 'card';
form.noValidate = true;
how.onchange = () => {
  given.parentNode.firstChild.data = words['on_' + how.value];
  result.textContent = '';
};
form.onsubmit = (event) => {
  event.preventDefault();
  result.textContent = '';
  for (const control of [given, number, printed]) control.ariaInvalid = null;
  // 'sv' writes a day as 2026-11-23.
  const today = read(new Date().toLocaleDateString('sv', {timeZone: 'Europe/Brussels'}));
  const start = read(given.value);
  const days = +number.value;
  const stop = read(printed.value);
  if (!start) return refuse(given, 'wrong_date');
  if (start > today) return refuse(given, 'future');
  if (printed.validity.badInput) return refuse(printed, 'wrong_date');
  if (!/^([1-9]\d?\d?)?$/.test(number.value) || !(days || stop)) return refuse(number, 'wrong_days');
  const {earliest, first, end, last} = count(how.value, start, days || 1);
  const safest = days ? Math.min(earliest, stop || earliest) : stop;
  say('earliest', safest).className = 'label';
  if (safest < today) say('passed');
  else if (free(safest)) say('free');
  if (days) {
    if ('registered signed'.includes(how.value)) say('unsigned');
    say('shortest');
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
