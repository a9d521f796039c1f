// SPDX-License-Identifier: Apache-2.0

/// The page as a Mustache template. It loads nothing from anywhere and reads well without script.
enum PageTemplate {
  static let text = """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta http-equiv="Content-Security-Policy" \
    content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
    <title>{{title}}</title>
    <style>{{{style}}}</style>
    </head>
    <body>
    <a class="skip" href="#section-1">To the numbers</a>
    {{{patterns}}}
    <header>
    <p class="brand">Assay report</p>
    <h1>{{title}}</h1>
    <p class="summary">{{summary}}</p>
    <nav>{{#sections}}<a href="#{{anchor}}">{{heading}}</a>{{/sections}}</nav>
    </header>
    <main>
    {{#sections}}
    <section id="{{anchor}}">
    <h2>{{heading}}</h2>
    {{#leads}}<p class="lead">{{.}}</p>{{/leads}}
    {{#blocks}}
    {{#figureRows}}<div class="figures">
    {{#figures}}<div class="figure"><p class="figure-label">{{label}}</p>\
    <p class="figure-value">{{value}}</p><p class="figure-detail">{{detail}}</p></div>
    {{/figures}}</div>{{/figureRows}}
    {{#plots}}<figure><div class="wide">{{{wide}}}</div><div class="narrow">{{{narrow}}}</div>
    <figcaption>{{caption}}{{#legend}}
    <span class="key"><i class="{{style}}"></i>{{label}}</span>{{/legend}}</figcaption></figure>
    {{/plots}}
    {{#panelRows}}<div class="panels">
    {{#panels}}<figure><figcaption>{{caption}}</figcaption>{{{svg}}}</figure>
    {{/panels}}</div>{{/panelRows}}
    {{#tables}}<div class="scroll" tabindex="0" role="group"><table{{{attribute}}}>{{#captions}}<caption>{{.}}</caption>{{/captions}}
    <thead><tr>{{#header}}<th scope="col" class="{{style}}">{{text}}</th>{{/header}}</tr></thead>
    <tbody>{{#rows}}
    <tr>{{#cells}}<td class="{{style}}" data-heading="{{heading}}">{{text}}</td>{{/cells}}</tr>{{/rows}}</tbody></table></div>
    {{/tables}}
    {{#paragraphs}}<p>{{.}}</p>{{/paragraphs}}
    {{#lists}}<ul>{{#entries}}<li>{{.}}</li>{{/entries}}</ul>{{/lists}}
    {{#itemLists}}<div class="items">
    <form class="filter" hidden>
    <label>Outcome <select data-filter="outcome"><option value="">all</option>\
    {{#outcomes}}<option>{{.}}</option>{{/outcomes}}</select></label>
    <label>Format <select data-filter="format"><option value="">all</option>\
    {{#formats}}<option>{{.}}</option>{{/formats}}</select></label>
    <label>Text <input type="search" data-filter="text" placeholder="in id, prompt, answer"></label>
    <output></output>
    </form>
    {{#items}}<details class="item" data-outcome="{{outcome}}" data-format="{{format}}">
    <summary><span class="badge b-{{outcome}}">{{outcome}}</span>\
    <span class="item-id">{{id}}</span><span class="item-format">{{format}}</span>\
    <span class="item-gold">gold {{gold}}</span></summary>
    {{#readings}}<div class="reading"><h4>{{label}} <span class="faint">→ {{verdict}}</span></h4>
    {{#notes}}<p class="faint">{{.}}</p>{{/notes}}
    <div class="pair"><div><h5>Prompt</h5><pre>{{prompt}}</pre></div>\
    <div><h5>Completion</h5><pre>{{completion}}</pre></div></div></div>
    {{/readings}}</details>
    {{/items}}
    {{#omissions}}<p class="faint">{{.}}</p>{{/omissions}}
    </div>{{/itemLists}}
    {{#browsers}}<div class="browser">
    <noscript><p class="faint">The examples are shown by a script, which is switched off.</p></noscript>
    <form class="filter" hidden>
    {{#pairs}}<label>Show <select data-field="show"><option value="differ">any judges disagree</option>\
    <option value="pair">these two disagree</option><option value="">all examples</option></select></label>
    <label>First judge <select data-field="first">{{#first}}\
    <option value="{{index}}"{{attribute}}>{{name}}</option>{{/first}}</select></label>
    <label>Second judge <select data-field="second">{{#second}}\
    <option value="{{index}}"{{attribute}}>{{name}}</option>{{/second}}</select></label>
    <label>Right <select data-field="right"><option value="">any</option>\
    <option value="first">only the first</option><option value="second">only the second</option>\
    <option value="both">both</option><option value="neither">neither</option></select></label>
    {{/pairs}}{{#benchmarkRows}}<label>Benchmark <select data-field="benchmark">\
    <option value="">all</option>{{#benchmarks}}<option value="{{index}}">{{name}}</option>\
    {{/benchmarks}}</select></label>{{/benchmarkRows}}
    <label>Text <input type="search" data-field="text" placeholder="in examples and answers"></label>
    </form>
    <p class="pager" hidden><button type="button" data-step="-1">‹ Back</button>\
    <output role="status"></output><button type="button" data-step="1">More ›</button></p>
    <div class="lines"></div>
    <script type="application/json">{{{json}}}</script>
    </div>{{/browsers}}
    {{/blocks}}
    </section>
    {{/sections}}
    </main>
    <footer>
    <h2>Provenance</h2>
    <dl>{{#facts}}<dt>{{label}}</dt><dd>{{value}}</dd>{{/facts}}</dl>
    </footer>
    <script>{{{script}}}</script>
    </body>
    </html>

    """
}
