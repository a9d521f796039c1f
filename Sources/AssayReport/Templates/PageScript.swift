// SPDX-License-Identifier: Apache-2.0

/// The scripts of the page. The first filters the list of items; without it every item is shown.
enum PageScript {
  static let text = """
    for (const list of document.querySelectorAll('.items')) {
      const form = list.querySelector('.filter');
      const items = [...list.querySelectorAll('.item')];
      const value = (name) => form.querySelector(`[data-filter="${name}"]`).value;
      const apply = () => {
        const outcome = value('outcome'), format = value('format');
        const text = value('text').toLowerCase();
        let shown = 0;
        for (const item of items) {
          const fits = (!outcome || item.dataset.outcome === outcome)
            && (!format || item.dataset.format === format)
            && (!text || item.textContent.toLowerCase().includes(text));
          item.hidden = !fits;
          shown += fits ? 1 : 0;
        }
        form.querySelector('output').textContent = `${shown} of ${items.length} items`;
      };
      form.hidden = false;
      form.addEventListener('input', apply);
      form.addEventListener('submit', (event) => event.preventDefault());
      apply();
    }
    """
}
