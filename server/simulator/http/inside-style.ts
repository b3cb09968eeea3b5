import { PAGE_COLOURS } from './page-colours.ts'

/** How the simulator's look-inside pages look, in light and in dark. */
export const INSIDE_STYLE = `${PAGE_COLOURS}
main{max-width:76rem;margin:0 auto;padding:24px 16px 64px}
h1{font-size:18px;line-height:24px;margin:0;letter-spacing:-.01em}h2{font-size:14px;margin:0}h3{font-size:13px;margin:16px 0 4px;color:var(--soft);font-weight:600}
p{margin:4px 0;color:var(--soft)}
code,pre,.id{font-family:'IBM Plex Mono',ui-monospace,SFMono-Regular,Menlo,monospace;font-size:.92em}
pre{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:3px;padding:16px;color:var(--text)}
section{background:var(--card);border:1px solid var(--line);border-radius:3px;padding:16px;margin:16px 0}
section section{border-width:1px 0 0;border-radius:0;margin:20px 0 0;padding:16px 0 0 20px}
.head{display:flex;gap:12px;align-items:baseline;flex-wrap:wrap}
.tag{font-size:11px;line-height:18px;color:var(--soft);background:var(--quiet);border-radius:2px;padding:0 6px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:13px}
td,th{padding:4px 16px 4px 0;text-align:left;border-bottom:1px solid var(--line);vertical-align:top;white-space:nowrap}
th{color:var(--soft);font-weight:500}td.amount,th.amount{text-align:right}
table[aria-label=Balances]{max-width:32rem}
td.ids{white-space:normal;overflow-wrap:anywhere}td.ids .id{margin-right:12px;display:inline-block}
table.facts{max-width:44rem}.facts th{width:12rem}.facts td{white-space:normal;overflow-wrap:anywhere}
body>main>h2{margin:24px 0 8px}section>h2+p{margin-top:8px}
td.address{min-width:16rem;white-space:normal;word-break:break-all}
.why{margin:2px 0 4px;max-width:44rem;word-break:normal;overflow-wrap:anywhere}
.good{color:var(--good)}.bad{color:var(--bad)}.none{color:var(--soft)}
summary{cursor:pointer;margin-top:12px;color:var(--soft)}
.why code{margin:0 2px}
@media(max-width:40rem){
[aria-label=Requests] thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
[aria-label=Requests] tr{display:grid;grid-template-columns:3.5rem 1fr auto;padding:8px 0;border-bottom:1px solid var(--line)}
[aria-label=Requests] td{border:0;padding:0;min-width:0}
[aria-label=Requests] td:nth-child(1){grid-area:1/1/2/3;color:var(--soft)}[aria-label=Requests] td:nth-child(2){grid-area:2/1}
[aria-label=Requests] td:nth-child(3){grid-area:2/2/3/4}[aria-label=Requests] td:nth-child(4){grid-area:1/3}
[aria-label=Requests] td:nth-child(5){grid-area:3/2/4/4}}`
