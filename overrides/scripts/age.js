(()=>{let e=document.getElementById("old");if(e&&Date.now()>=Date.parse(e.dataset.due)+864e5)e.hidden=!1})()
