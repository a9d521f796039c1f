// SPDX-License-Identifier: Apache-2.0

/// The style sheet of the page: light and dark, wide and narrow, print.
enum PageStyle {
  static let text = colors + marks + layout

  /// What a plot needs that stands in a file of its own.
  static let plots = colors + marks + ".paper{fill:var(--card)}"

  private static let colors = """
    :root{--paper:#fbfaf7;--card:#fff;--ink:#1d2328;--soft:#5b6670;--line:#dcdfe2;--accent:#0b6e6e;
    --s0:#0b6e6e;--s1:#b4552d;--s2:#5a56a8;--s3:#7a6a1f;
    --s4:#2a6fb0;--s5:#a33f78;--s6:#4c7a34;--s7:#66717a;
    --right:#2f7d4f;--wrong:#b23b3b;--flipped:#c08a1e;--flipped-ink:#8a6010;--unscored:#7c8791;
    --inside:#fff;--hatch:rgb(255 255 255/.38)}
    @media(prefers-color-scheme:dark){:root{--paper:#14181b;--card:#1c2226;--ink:#e6e9eb;
    --soft:#9aa6ae;--line:#333c42;--accent:#5cc2bd;--s0:#5cc2bd;--s1:#e58b5f;--s2:#a5a1f0;--s3:#d3bf63;
    --s4:#7fb6ea;--s5:#e08fbf;--s6:#9ccb7f;--s7:#a3aeb6;
    --right:#5fbf85;--wrong:#e57373;--flipped:#e0b252;--flipped-ink:#e0b252;--unscored:#8b97a1;
    --inside:#14181b;--hatch:rgb(0 0 0/.3)}}
    """

  private static let marks = """
    svg .inside{fill:var(--inside);stroke:none;font-size:12px;font-weight:600}
    .zero{stroke:var(--soft);stroke-width:1.5}
    svg text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif;
    fill:var(--ink)}
    svg .label{paint-order:stroke;stroke:var(--card);stroke-width:4px;stroke-linejoin:round}
    svg .tick,svg .axis,svg .faint{fill:var(--soft)}svg .tick{font-size:12px}
    .grid{stroke:var(--line);stroke-width:1}
    .whisker{stroke-width:3;stroke-linecap:round}
    .baseline{stroke:var(--soft);stroke-width:1.5;stroke-dasharray:3 3}
    .curve{fill:none;stroke-width:2;stroke-linejoin:round}.faint-curve{opacity:.35;stroke-width:1}
    .s0{stroke:var(--s0);color:var(--s0)}.s1{stroke:var(--s1);color:var(--s1)}
    .s2{stroke:var(--s2);color:var(--s2)}.s3{stroke:var(--s3);color:var(--s3)}
    .s4{stroke:var(--s4);color:var(--s4)}.s5{stroke:var(--s5);color:var(--s5)}
    .s6{stroke:var(--s6);color:var(--s6)}.s7{stroke:var(--s7);color:var(--s7)}
    .dot{stroke:var(--card);stroke-width:1.5;fill:currentColor}
    .bar{fill:currentColor;stroke:none}.pale{fill:currentColor;stroke:none;opacity:.45}
    .dot.hollow{fill:var(--card);stroke:currentColor;stroke-width:2.2}.whisker.thin{stroke-width:2}
    .o-right{fill:var(--right);color:var(--right)}.o-wrong{fill:var(--wrong);color:var(--wrong)}
    .o-flipped{fill:var(--flipped);color:var(--flipped)}
    .o-unscored{fill:var(--unscored);color:var(--unscored)}
    """

  private static let layout = """
    *{box-sizing:border-box}
    body{margin:0;background:var(--paper);color:var(--ink);
    font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif}
    header,main,footer{max-width:68rem;margin:0 auto;padding:0 1.25rem}
    header{padding-top:2.5rem}
    .brand{margin:0;color:var(--accent);font-weight:600;letter-spacing:.06em;
    text-transform:uppercase;font-size:.78rem}
    h1{overflow-wrap:anywhere;margin:.2rem 0 .4rem;font-size:clamp(1.6rem,4.5vw,2.3rem);line-height:1.15}
    h2{font-size:1.35rem;margin:0 0 .35rem}
    .summary{font-size:1.1rem;max-width:46rem;color:var(--ink);margin:.2rem 0 1rem}
    nav{display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;padding:.6rem 0;
    border-top:1px solid var(--line);border-bottom:1px solid var(--line)}
    nav a{color:var(--accent);text-decoration:none}nav a:hover{text-decoration:underline}
    section{padding:1.9rem 0 .4rem}
    .lead{margin:.1rem 0 1rem;color:var(--soft);max-width:46rem}
    .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(11.5rem,1fr));gap:.8rem;
    margin:0 0 1.2rem}
    .figure{background:var(--card);border:1px solid var(--line);border-radius:.6rem;
    padding:.8rem 1rem}
    .figure p{margin:0}.figure-label{color:var(--soft);font-size:.86rem}
    .figure-value{font-size:1.7rem;font-weight:650;line-height:1.3;
    font-variant-numeric:tabular-nums}
    .figure-detail{color:var(--soft);font-size:.84rem}
    figure{margin:0 0 1.3rem;background:var(--card);border:1px solid var(--line);
    border-radius:.6rem;padding:1rem;overflow-x:auto}
    figure svg{display:block;width:100%;height:auto}.narrow{display:none}
    .panels{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(18rem,100%),1fr));
    gap:.8rem;margin:0 0 1.3rem}.panels figure{margin:0;max-width:30rem}
    .panels figcaption{margin:0 0 .4rem;overflow-wrap:anywhere}
    .skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:.5rem;background:var(--card)}
    .patterns{position:absolute}.hatch{fill:var(--hatch)}
    :focus-visible{outline:2px solid var(--accent);outline-offset:2px}
    figcaption{color:var(--soft);font-size:.88rem;margin-top:.5rem}
    .key{display:inline-flex;align-items:center;gap:.35rem;margin-left:.9rem}
    .key i{width:.8rem;height:.8rem;border-radius:2px;display:inline-block;background:currentColor}
    .key .o-wrong{background-image:repeating-linear-gradient(135deg,var(--hatch) 0 2px,transparent 2px 4px)}
    .key .o-flipped{background-image:repeating-linear-gradient(90deg,var(--hatch) 0 2px,transparent 2px 4px)}
    .key .o-unscored{background-image:radial-gradient(var(--hatch) 35%,transparent 40%);
    background-size:4px 4px}
    .scroll{overflow-x:auto;margin:0 0 1.3rem}
    table{border-collapse:collapse;width:100%;font-size:.92rem;font-variant-numeric:tabular-nums}
    caption{text-align:left;color:var(--soft);font-size:.88rem;padding-bottom:.4rem}
    th,td{padding:.4rem .7rem;border-bottom:1px solid var(--line);text-align:right;
    white-space:nowrap}
    th{color:var(--soft);font-weight:600;white-space:normal;max-width:13rem;overflow-wrap:break-word;
    vertical-align:bottom}
    th:first-child,td:first-child{text-align:left;padding-left:0;white-space:normal;
    min-width:8.5rem}
    th.word,td.word{text-align:left}
    td.long{text-align:left;white-space:normal;min-width:14rem;overflow-wrap:anywhere}
    .filter{display:flex;flex-wrap:wrap;gap:.6rem 1.1rem;align-items:center;margin:0 0 .8rem;
    font-size:.92rem}.filter[hidden]{display:none}
    .filter select,.filter input{font:inherit;color:inherit;background:var(--card);
    border:1px solid var(--line);border-radius:.35rem;padding:.25rem .5rem}
    .filter output{color:var(--soft)}
    .item{background:var(--card);border:1px solid var(--line);border-radius:.5rem;
    margin:0 0 .45rem}
    .item[hidden]{display:none}
    .item>summary{cursor:pointer;padding:.45rem .8rem;display:flex;flex-wrap:wrap;gap:.2rem .9rem;
    align-items:baseline;font-size:.92rem}
    .item-id{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:.85rem;
    overflow-wrap:anywhere;flex:1 1 12rem}
    .item-format,.item-gold{color:var(--soft)}
    .badge{border-radius:.35rem;padding:0 .5rem;font-size:.8rem;font-weight:600;color:var(--card)}
    .b-right{background:var(--right)}.b-wrong{background:var(--wrong)}
    .b-flipped{background:var(--flipped)}.b-unscored{background:var(--unscored)}
    .reading{padding:.2rem .8rem .7rem;border-top:1px solid var(--line)}
    .reading h4{margin:.5rem 0 .2rem;font-size:.92rem}
    .reading h5{margin:.1rem 0;color:var(--soft);font-size:.78rem;font-weight:600}
    .pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(20rem,100%),1fr));gap:.8rem}
    @media(max-width:44rem){
    .wide{display:none}.narrow{display:block}header{padding-top:1.4rem}figure{padding:.8rem}
    .filter label{flex:1 1 100%;min-width:0;max-width:100%;display:flex;justify-content:space-between;gap:.6rem;
    align-items:center}.filter select,.filter input{flex:none;width:62%;min-width:0}
    thead{position:absolute;left:-999rem}
    table,tbody,tr,td,caption{display:block}
    tr{background:var(--card);border:1px solid var(--line);border-radius:.5rem;margin:0 0 .5rem;
    padding:.45rem .7rem}
    th:first-child,td:first-child{padding:0 0 .15rem;font-weight:600;overflow-wrap:anywhere}
    td,td.word,td.long{border:0;padding:.12rem 0;display:flex;justify-content:space-between;gap:1rem;
    white-space:normal;min-width:0;text-align:right;overflow-wrap:anywhere}
    td:first-child,td.long:first-child{display:block;text-align:left}
    td:not(:first-child)::before{content:attr(data-heading);color:var(--soft);text-align:left;
    flex:0 0 auto;max-width:45%}
    .many td:not(:first-child){display:inline-flex;gap:.35rem;margin-right:.9rem;padding:0}
    .many td:not(:first-child)::before{max-width:none}
    dl{grid-template-columns:1fr}dd{margin:0 0 .5rem}}
    pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere;max-height:22rem;overflow-y:auto;
    background:var(--paper);border:1px solid var(--line);border-radius:.35rem;padding:.5rem .6rem;
    font:12.5px/1.5 ui-monospace,"DejaVu Sans Mono",monospace}
    .faint{color:var(--soft);font-weight:400}
    footer{padding-top:1.5rem;padding-bottom:3rem}
    dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.2rem;margin:0;
    font-size:.9rem}
    dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
    @media print{:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--accent:#0b6e6e;
    --s0:#0b6e6e;--s1:#b4552d;--s2:#5a56a8;--s3:#7a6a1f;--s4:#2a6fb0;--s5:#a33f78;--s6:#4c7a34;
    --s7:#66717a;--right:#2f7d4f;--wrong:#b23b3b;--flipped:#c08a1e;--flipped-ink:#8a6010;
    --unscored:#7c8791;--inside:#fff;--hatch:rgb(255 255 255/.38)}
    *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
    nav,.filter,.pager,.skip{display:none}figure,.figure,.item,tr{break-inside:avoid}
    h2,h3{break-after:avoid}pre{max-height:none}}
    """
}
