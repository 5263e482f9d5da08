// A copy that is opened after its next check says so. The words stand in the page, hidden;
// without this script the plain date beside them remains.
if(Date.now()>=Date.parse(old.dataset.due))old.hidden=0
