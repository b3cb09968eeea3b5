/** Colours of the simulator's pages, light and dark: calm ground, thin ink. It stands alone, so it brings its own. */
export const PAGE_COLOURS = `
:root{color-scheme:light dark;--ground:#e9eeec;--card:#fff;--quiet:#f0f3f2;--text:#13222a;--soft:#42535b;--line:#d5ddda;--control:#788884;--link:#0a58b8;--primary:#13222a;--on-primary:#fff;--money:#0b6a66;--good:#1c6b3c;--bad:#b3172c}
@media(prefers-color-scheme:dark){:root{--ground:#0e1518;--card:#1a252a;--quiet:#212e34;--text:#e9f0f0;--soft:#b4c3c7;--line:#2b3a41;--control:#687c84;--link:#7db6ff;--primary:#e9f0f0;--on-primary:#13222a;--money:#45b8ac;--good:#6cc990;--bad:#ff8b93}}
*{box-sizing:border-box}
a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}
a:focus-visible,summary:focus-visible,button:focus-visible,input:focus-visible{outline:2px solid var(--link);outline-offset:2px}
body{font:14px/1.5 'IBM Plex Sans Variable','IBM Plex Sans',system-ui,sans-serif;font-variant-numeric:tabular-nums lining-nums;margin:0;color:var(--text);background:var(--ground)}`
