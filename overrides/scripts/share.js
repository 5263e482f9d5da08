// Two buttons on the page that passes another one on: copy its address, or hand it to the phone's
// own sheet. Both stay hidden where the browser cannot do it. Nothing is kept and nothing is sent.
{
  const place = document.getElementById('do');
  const [copy, hand] = place.querySelectorAll('button');
  const {copied, title, address} = place.dataset;
  const say = () => { place.lastElementChild.textContent = copied; };
  if (navigator.clipboard) {
    copy.hidden = false;
    copy.onclick = () => navigator.clipboard.writeText(address).then(say);
  }
  if (navigator.share) {
    hand.hidden = false;
    hand.onclick = () => navigator.share({title, url: address}).catch(() => {});
  }
}
