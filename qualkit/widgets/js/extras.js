// Parts that stand beside the page add themselves here: each is called once with the page.

const EXTRAS = [];
