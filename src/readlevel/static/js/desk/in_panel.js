// Marks a page that is shown in a panel beside a text, before it is painted: it has no header there.

if (window.parent !== window) document.documentElement.dataset.inPanel = "";
