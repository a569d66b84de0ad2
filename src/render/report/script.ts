/** Makes tables sortable and filterable where scripts run; without them the report says the same. */
export const script = `
for (const table of document.querySelectorAll('table')) {
  const body = table.tBodies[0];
  for (const [column, head] of [...table.tHead.rows[0].cells].entries()) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      const down = head.getAttribute('aria-sort') !== 'ascending';
      for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', down ? 'ascending' : 'descending');
      const order = new Intl.Collator('en', { numeric: true }).compare;
      const text = (row) => row.cells[column].textContent;
      body.append(...[...body.rows].sort((a, b) => (down ? 1 : -1) * order(text(a), text(b))));
    });
  }
}
const label = document.createElement('label');
label.className = 'filter';
const input = document.createElement('input');
input.type = 'search';
label.append('Show rows with ', input);
document.querySelector('.answer').after(label);
input.addEventListener('input', () => {
  const wanted = input.value.toLowerCase();
  for (const row of document.querySelectorAll('tbody tr')) row.hidden = !row.textContent.toLowerCase().includes(wanted);
});
`;

/** SHA-256 of the script, which alone the page's policy lets run; a test computes it. */
export const scriptHash = 'kGpjZw5rTpwlEyJ7T0Cd5l4nkUXxTnY7L3TjDIFl6YA=';
