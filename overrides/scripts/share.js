// Two buttons on the page that passes another one on: copy its address, or hand it to the phone's
// own sheet. Both stay hidden where the browser cannot do it; where it refuses, that is said and the
// address is selected. Nothing is kept and nothing is sent.
{
  const place = document.getElementById('do');
  const [copy, hand] = place.querySelectorAll('button');
  const {copied, refused, title, address} = place.dataset;
  const status = place.lastElementChild;
  const say = () => { status.textContent = copied; };
  const refuse = () => {
    status.textContent = refused;
    getSelection().selectAllChildren(document.getElementById('address'));
  };
  if (navigator.clipboard) {
    copy.hidden = false;
    copy.onclick = () => navigator.clipboard.writeText(address).then(say, refuse);
  }
  if (navigator.share) {
    hand.hidden = false;
    hand.onclick = () => navigator.share({title, url: address}).catch((error) => {
      // Whoever closes the sheet of the phone has not been refused anything.
      if (error.name !== 'AbortError') refuse();
    });
  }
}
