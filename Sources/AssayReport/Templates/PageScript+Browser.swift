// SPDX-License-Identifier: Apache-2.0

extension PageScript {
  /// Shows the examples of a comparison a page at a time; the texts of one are set only once it is
  /// opened. What judges wrote is only ever set as text.
  static let browser = """

    for (const browser of document.querySelectorAll('.browser')) {
      const data = JSON.parse(browser.querySelector('script').textContent);
      const form = browser.querySelector('.filter');
      const pager = browser.querySelector('.pager');
      const lines = browser.querySelector('.lines');
      const pageSize = 20;
      const marks = {right: '✓', wrong: '✗', flipped: '⇄', unscored: '∅', judged: '•'};
      let found = [], page = 0;
      const value = (name) => form.querySelector(`[data-field="${name}"]`)?.value ?? '';
      const element = (name, style, text) => {
        const made = document.createElement(name);
        if (style) made.className = style;
        if (text !== undefined) made.textContent = text;
        return made;
      };
      const searchable = (item) => item.s ??= [
        item.i, item.d, ...item.q.map((part) => part[1]),
        ...item.v.flatMap((side) => side ? side.a.map((answer) => answer[1] + ' ' + answer[2]) : []),
      ].join('\\n').toLowerCase();
      const said = (side) => side.o === 'judged' ? side.a.map((answer) => answer[1]).join() : '';
      const differ = (first, second) => first && second
        && ((first.o === 'right') !== (second.o === 'right') || said(first) !== said(second));
      const fits = (item, wanted) => {
        if (wanted.benchmark !== '' && item.b !== +wanted.benchmark) return false;
        if (wanted.pair) {
          const [first, second] = [item.v[wanted.first], item.v[wanted.second]];
          if (wanted.show === 'differ' && !wanted.right && !item.x) return false;
          if (wanted.show === 'pair' && !wanted.right && !differ(first, second)) return false;
          if (wanted.right) {
            if (!first || !second) return false;
            const key = (first.o === 'right' ? 1 : 0) + (second.o === 'right' ? 2 : 0);
            if (key !== {first: 1, second: 2, both: 3, neither: 0}[wanted.right]) return false;
          }
        }
        return !wanted.text || searchable(item).includes(wanted.text);
      };
      const texts = (name, text) => {
        const part = element('div');
        part.append(element('h5', '', name), element('pre', '', text));
        part.lastChild.dir = 'auto';
        part.lastChild.tabIndex = 0;
        return part;
      };
      const fill = (details, item) => {
        const question = element('div', 'question');
        const responses = item.q.filter((part) => part[0].includes('esponse'));
        for (const part of item.q) if (!responses.includes(part)) question.append(texts(...part));
        const pair = element('div', 'pair');
        const better = {first: 0, second: 1}[item.g];
        responses.forEach((part, index) => pair.append(texts(
          part[0] + (responses.length === 2 && index === better ? ' · the better one' : ''),
          part[1])));
        question.append(pair);
        details.append(question);
        item.v.forEach((side, judge) => {
          if (!side) return;
          const reading = element('div', 'reading');
          const heading = element('h4');
          heading.append(chip(side.o, data.judges[judge]), ' ' + side.o);
          reading.append(heading);
          const answers = element('div', 'pair');
          for (const [label, verdict, text, note] of side.a) {
            const name = (label ? label + ' → ' : '') + verdict + (note ? ' · ' + note : '');
            answers.append(texts(name, text || '(no text)'));
          }
          if (side.a.length) reading.append(answers);
          details.append(reading);
        });
      };
      const chip = (outcome, name) => {
        const made = element('span', 'chip c-' + outcome, marks[outcome] + ' ' + name);
        made.title = name + ': ' + outcome;
        return made;
      };
      const line = (item) => {
        const details = element('details', 'item');
        const summary = element('summary');
        summary.append(element('span', 'item-id', item.i));
        const gold = item.g === undefined ? 'not known' : item.g;
        const place = [data.benchmarks.length > 1 ? data.benchmarks[item.b] : '', item.d];
        summary.append(element(
          'span', 'item-gold', [...place.filter(Boolean), 'right: ' + gold].join(' · ')));
        const chips = element('span', 'chips');
        item.v.forEach((side, judge) => {
          if (side) chips.append(chip(side.o, data.judges[judge]));
        });
        summary.append(chips);
        details.append(summary);
        details.addEventListener('toggle', () => {
          if (details.open && details.children.length === 1) fill(details, item);
        });
        return details;
      };
      const show = () => {
        const last = Math.max(0, Math.ceil(found.length / pageSize) - 1);
        page = Math.min(Math.max(page, 0), last);
        const start = page * pageSize;
        const part = found.slice(start, start + pageSize);
        lines.replaceChildren(...part.map(line));
        const [back, more] = pager.querySelectorAll('button');
        back.disabled = page === 0;
        more.disabled = page === last;
        pager.querySelector('output').textContent = found.length === 0 ? 'No example fits.'
          : `${start + 1}–${start + part.length} of ${found.length} examples`;
      };
      const apply = () => {
        const wanted = {
          pair: data.judges.length > 1, show: value('show'), first: +value('first'),
          second: +value('second'), right: value('right'), benchmark: value('benchmark'),
          text: value('text').toLowerCase(),
        };
        found = data.items.filter((item) => fits(item, wanted));
        page = 0;
        show();
      };
      let waiting;
      form.addEventListener('input', (event) => {
        clearTimeout(waiting);
        waiting = setTimeout(apply, event.target.type === 'search' ? 200 : 0);
      });
      form.addEventListener('submit', (event) => event.preventDefault());
      pager.addEventListener('click', (event) => {
        const step = event.target.closest('button')?.dataset.step;
        if (step) { page += +step; show(); }
      });
      form.hidden = pager.hidden = false;
      apply();
    }
    """
}
