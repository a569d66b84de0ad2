/** Makes tables sortable and filterable where scripts run; without them the report says the same. */
export const script = `
const compare = new Intl.Collator('en', { numeric: true }).compare;
for (const table of document.querySelectorAll('table')) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  for (const [column, head] of heads.entries()) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    head.replaceChildren(button);
    const order = (a, b) => {
      const [x, y] = [a.cells[column], b.cells[column]];
      if ('order' in x.dataset) return Number(x.dataset.order) - Number(y.dataset.order) || 0;
      return compare(x.textContent, y.textContent);
    };
    button.addEventListener('click', () => {
      const up = head.getAttribute('aria-sort') !== 'ascending';
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
      body.append(...[...body.rows].sort((a, b) => (up ? order(a, b) : order(b, a))));
    });
  }
}
const rows = [...document.querySelectorAll('tbody tr')].map((row) => [row, row.textContent.toLowerCase()]);
const filter = document.createElement('div');
filter.className = 'filter';
filter.innerHTML = '<label for="filter">Show rows with</label><input id="filter" type="search" /><output for="filter"></output>';
document.querySelector('.answer').after(filter);
const [, input, output] = filter.children;
input.addEventListener('input', () => {
  const wanted = input.value.trim().toLowerCase();
  let shown = 0;
  for (const [row, text] of rows) if (!(row.hidden = !text.includes(wanted))) shown++;
  output.textContent = wanted === '' ? '' : shown + ' of ' + rows.length + ' rows';
});
`;

/** SHA-256 of the script, which alone the page's policy lets run; a test computes it. */
export const scriptHash = 'dlpLA8Y1emh/UAXwgiw0C74e6yaW/J3NMQ8YHfPiVUA=';
