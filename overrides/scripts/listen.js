// Reads the page aloud with a voice that lives on this phone. A voice that says it is not local is
// never used: it would send the text to its maker. Nothing is kept and nothing is sent.
{
  const place = document.getElementById('listen');
  const engine = self.speechSynthesis;
  const words = JSON.parse(place.dataset.words);
  const language = document.documentElement.lang;
  const pieces = [...document.querySelectorAll('main span')];
  // Taken now: a program that translates the page later would give this voice words it cannot say.
  const texts = pieces.map((piece) => piece.dataset.say || piece.textContent);
  const status = document.createElement('p');
  const panel = document.createElement('p');
  let voice = null;
  let at = -1;
  let slow = false;
  // Each start has its number: what an earlier utterance still reports is not listened to.
  let turn = 0;
  const button = (parent, name, action) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = 'call';
    made.textContent = words[name];
    made.onclick = action;
    made.hidden = true;
    parent.append(made, ' ');
    return made;
  };
  const mark = (index) => {
    for (const piece of pieces) {
      const now = piece === pieces[index];
      piece.style.background = now ? 'var(--soft)' : '';
      piece.style.outline = now ? '2px solid' : '';
      if (now) piece.setAttribute('aria-current', 'true');
      else piece.removeAttribute('aria-current');
    }
    if (pieces[index]) pieces[index].scrollIntoView({block: 'center'});
  };
  const show = (playing) => {
    play.hidden = !voice || playing;
    play.textContent = at < 0 ? words.play : words.resume;
    hold.hidden = !voice || !playing;
    stop.hidden = !voice || at < 0;
    pace.hidden = !voice;
    pace.setAttribute('aria-pressed', slow);
    for (const part of parts) part.hidden = !voice;
  };
  const hush = () => {
    turn += 1;
    engine.cancel();
    show(false);
  };
  const end = () => {
    at = -1;
    mark(at);
    hush();
  };
  const say = (index) => {
    turn += 1;
    // Some engines lose what is spoken right after a needless cancel.
    if (engine.speaking || engine.pending) engine.cancel();
    if (index >= pieces.length) {
      end();
      return;
    }
    at = index;
    const mine = turn;
    const utterance = new SpeechSynthesisUtterance(texts[at]);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.rate = slow ? 0.7 : 1;
    utterance.onend = () => { if (mine === turn) say(at + 1); };
    utterance.onerror = () => {
      if (mine !== turn) return;
      end();
      status.textContent = words.failed;
    };
    mark(at);
    engine.speak(utterance);
    show(true);
  };
  const play = button(panel, 'play', () => say(at < 0 ? 0 : at));
  const hold = button(panel, 'pause', hush);
  const pace = button(panel, 'slow', () => {
    slow = !slow;
    if (play.hidden) say(at);
    else show(false);
  });
  const stop = button(panel, 'stop', end);
  const parts = [...document.querySelectorAll('.reading')].slice(1).map((part) => {
    const line = document.createElement('p');
    part.firstElementChild.after(line);
    const first = pieces.indexOf(part.querySelector('span'));
    return button(line, 'part', () => say(first));
  });
  const spoken = (one) => one.lang.toLowerCase().split(/[-_]/);
  const choose = () => {
    const able = engine.getVoices().filter((one) => (
      one.localService === true && spoken(one)[0] === language));
    const before = voice;
    voice = able.find((one) => spoken(one)[1] === 'be') || able[0] || null;
    status.textContent = voice ? words.local : words.none;
    if (before && !voice) end();
    else if (!before) show(false);
  };
  place.append(status, panel);
  status.setAttribute('role', 'status');
  if (engine) {
    choose();
    engine.onvoiceschanged = choose;
    document.addEventListener('visibilitychange', () => { if (document.hidden) hush(); });
    self.addEventListener('pagehide', end);
  } else {
    status.textContent = words.none;
  }
}
