// Draws the figures of #data: four panes over one axis of bars, no request to anywhere.
(() => {
'use strict';
const $ = id => document.getElementById(id);
const d = JSON.parse($('data').textContent);
const n = d.date.length, box = $('chart'), canvas = box.firstChild, g = canvas.getContext('2d');
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const LEFT = 8, AXIS = 84, STRIP = 24, ok = v => v !== null;
let from = 0, to = n, cross = -1, pointerY = -1, css, W, H, plot;

const compact = v => {
  if (!ok(v)) return '\u2013';
  const p = Math.max(0, Math.min(4, Math.floor(Math.log10(Math.abs(v) || 1) / 3)));
  return +(v / 10 ** (3 * p)).toPrecision(4) + ['', 'K', 'M', 'B', 'T'][p];
};
const figure = (v, digits) => !ok(v) ? '\u2013' : Math.abs(v) >= 1e7 ? compact(v)
  : v && Math.abs(v) < 1e-7 ? v.toPrecision(4)
  : v.toLocaleString('en-US', {minimumFractionDigits: digits, maximumFractionDigits: digits});
const last = Math.abs(d.close[n - 1]);
const decimals = last >= 1 || !last ? 2 : Math.min(12, 3 - Math.floor(Math.log10(last)));
const price = v => figure(v, decimals);
const axisPrice = span => v =>
  figure(v, Math.max(Math.abs(v) < 1e5 ? 2 : 0, Math.min(12, 1 - Math.floor(Math.log10(span)))));
const day = s => +s.slice(8) + ' ' + MONTHS[s.slice(5, 7) - 1] + ' ' + s.slice(0, 4);

const extent = names => {
  let low = Infinity, high = -Infinity;
  for (const name of names)
    for (let i = Math.max(0, Math.floor(from)); i < Math.min(n, Math.ceil(to)); i++) {
      const v = d[name][i];
      if (ok(v)) { low = Math.min(low, v); high = Math.max(high, v); }
    }
  return [low, high];
};
const padded = (low, high) => {
  const size = Math.max(Math.abs(low), Math.abs(high));
  let air = (high - low) * .04;
  if (!(air > size * 1e-9)) air = size * .05 || 1;
  return [low - air, high + air];
};
const OVERLAYS = ['sma_20', 'sma_50', 'sma_200', 'bollinger_upper', 'bollinger_lower'];
// Overlays widen the price scale only as far as they do not flatten the candles.
const priceRange = () => {
  const [low, high] = extent(['low', 'high']), all = extent(OVERLAYS), reach = (high - low) * .4;
  return padded(Math.min(low, Math.max(low - reach, all[0])), Math.max(high, Math.min(high + reach, all[1])));
};
const macdRange = () => {
  const all = extent(['macd', 'macd_signal', 'macd_histogram']);
  return padded(Math.min(0, all[0]), Math.max(0, all[1]));
};

const up = i => d.close[i] >= d.open[i];
const x = i => LEFT + (i + .5 - from) * plot / (to - from);
const body = () => { const w = Math.floor(plot / (to - from) * .68); return Math.max(1, Math.min(25, w - (w + 1) % 2)); };
const rect = (px, py, w, h, color) => { g.fillStyle = css(color); g.fillRect(px, py, w, h); };
const text = (s, px, py, color, align) => { g.fillStyle = css(color); g.textAlign = align || 'left'; g.fillText(s, px, py); };
const visible = draw => { for (let i = Math.max(0, Math.floor(from)); i < Math.min(n, Math.ceil(to)); i++) draw(i); };

const line = (p, name, color, width) => {
  g.strokeStyle = css(color); g.lineWidth = width; g.beginPath();
  let down = false;
  d[name].forEach((v, i) => {
    if (!ok(v)) { down = false; return; }
    if (down) g.lineTo(x(i), p.y(v)); else g.moveTo(x(i), p.y(v));
    if (!down && !ok(d[name][i + 1] ?? null)) rect(x(i) - 1.5, p.y(v) - 1.5, 3, 3, color);
    down = true;
  });
  g.stroke();
};
const columns = (p, name, isUp) => visible(i => {
  const v = d[name][i], w = body();
  if (!ok(v)) return;
  const a = p.y(Math.max(0, v)), b = p.y(Math.min(0, v));
  rect(Math.round(x(i)) - (w >> 1), a, w, Math.max(1, b - a), isUp(i) ? 'upPale' : 'downPale');
});
const dashes = (p, v) => {
  g.strokeStyle = css('quiet'); g.lineWidth = 1; g.setLineDash([4, 4]); g.beginPath();
  g.moveTo(LEFT, Math.round(p.y(v)) + .5); g.lineTo(LEFT + plot, Math.round(p.y(v)) + .5); g.stroke(); g.setLineDash([]);
};
const candles = p => visible(i => {
  const w = body(), c = up(i) ? 'up' : 'down', mid = Math.round(x(i));
  const a = Math.round(p.y(Math.max(d.open[i], d.close[i])));
  const h = Math.max(1, Math.round(p.y(Math.min(d.open[i], d.close[i]))) - a + 1);
  const top = Math.round(p.y(d.high[i]));
  rect(mid, top, 1, Math.round(p.y(d.low[i])) - top + 1, c);
  rect(mid - (w >> 1), a, w, h, c);
  if (up(i) && w > 2 && h > 2) rect(mid - (w >> 1) + 1, a + 1, w - 2, h - 2, 'paper');
});
const band = p => {
  const there = d.bollinger_upper.map((v, i) => ok(v) && ok(d.bollinger_lower[i]) ? i : -1).filter(i => i >= 0);
  g.fillStyle = css('bandFill'); g.beginPath();
  there.forEach(i => g.lineTo(x(i), p.y(d.bollinger_upper[i])));
  there.reverse().forEach(i => g.lineTo(x(i), p.y(d.bollinger_lower[i])));
  g.fill();
  line(p, 'bollinger_upper', 'band', 1); line(p, 'bollinger_lower', 'band', 1);
};

const PANES = [
  {share: 54, range: priceRange, label: axisPrice, draw: p => {
    band(p); candles(p); line(p, 'sma_200', 's200', 2); line(p, 'sma_50', 's50', 1.6); line(p, 'sma_20', 's20', 1.6);
  }, legend: i => [['O ' + price(d.open[i]) + '  H ' + price(d.high[i]) + '  L ' + price(d.low[i]) + '  C ' + price(d.close[i])],
    ['SMA 20 ' + price(d.sma_20[i]), 's20'], ['SMA 50 ' + price(d.sma_50[i]), 's50'], ['SMA 200 ' + price(d.sma_200[i]), 's200'],
    ['Bollinger ' + price(d.bollinger_lower[i]) + ' to ' + price(d.bollinger_upper[i]), 'band']]},
  {share: 14, range: () => [0, extent(['volume', 'volume_sma_20'])[1] * 1.05 || 1], label: () => v => v ? compact(v) : '',
    draw: p => { columns(p, 'volume', up); line(p, 'volume_sma_20', 's20', 1.4); },
    legend: i => [['Volume ' + compact(d.volume[i])], ['SMA 20 ' + compact(d.volume_sma_20[i]), 's20']]},
  {share: 16, range: () => [0, 100], ticks: [30, 50, 70], label: () => v => v.toFixed(0),
    draw: p => { dashes(p, 30); dashes(p, 70); line(p, 'rsi_14', 's200', 1.6); },
    legend: i => [['RSI 14 ' + figure(d.rsi_14[i], 1), 's200']]},
  {share: 16, range: macdRange, label: axisPrice, draw: p => {
    columns(p, 'macd_histogram', i => d.macd_histogram[i] >= 0); dashes(p, 0); line(p, 'macd', 's50', 1.6); line(p, 'macd_signal', 's20', 1.6);
  }, legend: i => [['MACD 12, 26 ' + price(d.macd[i]), 's50'], ['Signal 9 ' + price(d.macd_signal[i]), 's20'],
    ['Histogram ' + price(d.macd_histogram[i]), 'upPale']]}
];

const steps = (low, high, about) => {
  const raw = (high - low) / about, power = 10 ** Math.floor(Math.log10(raw)), u = raw / power;
  const step = (u <= 1 ? 1 : u <= 2 ? 2 : u <= 5 ? 5 : 10) * power, out = [];
  for (let k = Math.ceil(low / step); k * step <= high; k++) out.push(k * step || 0);
  return out;
};
const dateTicks = () => {
  const wide = Math.ceil(90 * (to - from) / plot), out = [];
  let before = -Infinity;
  visible(i => {
    if (i && d.date[i].slice(0, 7) !== d.date[i - 1].slice(0, 7) && i - before >= wide) {
      out.push([i, MONTHS[d.date[i].slice(5, 7) - 1] + ' ' + d.date[i].slice(0, 4)]); before = i;
    }
  });
  if (out.length < 3) {
    out.length = 0;
    visible(i => { if (!(i % Math.max(1, wide))) out.push([i, day(d.date[i])]); });
  }
  return out;
};

const legend = (p, i) => {
  let px = LEFT + 7, py = p.top + 16;
  for (const [s, color] of p.legend(i)) {
    const w = g.measureText(s).width + (color ? 19 : 0);
    if (px > LEFT + 7 && px + w > LEFT + plot) { px = LEFT + 7; py += 15; }
    if (color) rect(px, py - 6, 14, 3, color);
    text(s, px + (color ? 19 : 0), py, 'ink');
    px += w + 14;
  }
};
const pane = (p, top, height, dates, at) => {
  const [low, high] = p.range(), bottom = top + height;
  p.top = top; p.bottom = bottom;
  p.y = v => bottom - 4 - (v - low) / (high - low) * (height - 4 - STRIP);
  p.value = py => low + (bottom - 4 - py) / (height - 4 - STRIP) * (high - low);
  p.name = p.label(high - low);
  dates.forEach(([i]) => rect(Math.round(x(i)), top, 1, height, 'grid'));
  (p.ticks || steps(low, high, Math.max(4, height / 45))).forEach(v => {
    rect(LEFT, Math.round(p.y(v)), plot, 1, 'grid');
    text(p.name(v), LEFT + plot + 7, p.y(v) + 4, 'quiet');
  });
  g.save(); g.beginPath(); g.rect(LEFT, top, plot, height); g.clip();
  p.draw(p); legend(p, at);
  g.restore();
  g.strokeStyle = css('frame'); g.lineWidth = 1; g.strokeRect(LEFT + .5, top + .5, plot - 1, height - 1);
};
const tag = (p, v, color) => {
  const y = Math.round(p.y(v));
  if (y < p.top || y > p.bottom) return;
  rect(LEFT + plot + 1, y - 9, AXIS - 4, 18, color);
  text(p.name(v), LEFT + plot + 7, y + 4, 'paper');
};
const draw = () => {
  const style = getComputedStyle(document.documentElement), ratio = devicePixelRatio || 1;
  css = name => style.getPropertyValue('--' + name);
  W = box.clientWidth; H = box.clientHeight; plot = W - LEFT - AXIS;
  canvas.width = W * ratio; canvas.height = H * ratio; g.scale(ratio, ratio);
  g.font = '12px system-ui,"DejaVu Sans",sans-serif';
  const dates = dateTicks(), at = cross < 0 ? n - 1 : cross, room = H - 26 - 18;
  let top = 0;
  for (const p of PANES) { const h = Math.round(room * p.share / 100); pane(p, top, h, dates, at); top += h + 6; }
  dates.forEach(([i, s]) => text(s, Math.max(LEFT + 36, Math.min(LEFT + plot - 36, x(i))), top + 11, 'quiet', 'center'));
  tag(PANES[0], d.close[n - 1], up(n - 1) ? 'up' : 'down');
  if (cross >= 0) {
    rect(Math.round(x(cross)), 0, 1, top - 6, 'quiet');
    rect(Math.max(LEFT, Math.min(LEFT + plot - 90, x(cross) - 45)), top - 4, 90, 20, 'quiet');
    text(day(d.date[cross]), Math.max(LEFT + 45, Math.min(LEFT + plot - 45, x(cross))), top + 11, 'paper', 'center');
    const p = PANES.find(q => pointerY > q.top && pointerY < q.bottom);
    if (p) { rect(LEFT, pointerY, plot, 1, 'quiet'); tag(p, p.value(pointerY), 'quiet'); }
  }
};

let due = 0;
const redraw = () => { cancelAnimationFrame(due); due = requestAnimationFrame(draw); };
const view = (a, b) => {
  const span = Math.min(n, Math.max(Math.min(n, 5), b - a));
  from = Math.max(0, Math.min(n - span, a)); to = from + span; redraw();
};
const zoom = (factor, centre) => view(centre - (centre - from) * factor, centre + (to - centre) * factor);
const indexAt = px => from + (px - LEFT) / plot * (to - from);
let drag = null;
box.addEventListener('wheel', e => {
  e.preventDefault();
  if (e.deltaX && Math.abs(e.deltaX) > Math.abs(e.deltaY)) { const by = e.deltaX / plot * (to - from); view(from + by, to + by); }
  else zoom(e.deltaY > 0 ? 1.15 : 1 / 1.15, indexAt(e.offsetX));
}, {passive: false});
box.addEventListener('pointerdown', e => { drag = {px: e.offsetX, from, to}; box.setPointerCapture(e.pointerId); });
box.addEventListener('pointerup', () => { drag = null; });
box.addEventListener('pointercancel', () => { drag = null; });
box.addEventListener('pointermove', e => {
  if (drag) { const by = (drag.px - e.offsetX) / plot * (drag.to - drag.from); view(drag.from + by, drag.to + by); }
  cross = Math.max(0, Math.min(n - 1, Math.floor(indexAt(e.offsetX)))); pointerY = e.offsetY; redraw();
});
box.addEventListener('pointerleave', () => { if (!drag) { cross = pointerY = -1; redraw(); } });
box.addEventListener('keydown', e => {
  const here = cross < 0 ? n - 1 : cross, by = e.shiftKey ? 10 : 1;
  const next = {ArrowLeft: here - by, ArrowRight: cross < 0 ? here : here + by, Home: 0, End: n - 1}[e.key];
  if (next !== undefined) {
    cross = Math.max(0, Math.min(n - 1, next)); pointerY = -1;
    const span = to - from;
    if (cross < from) view(cross, cross + span); else if (cross + 1 > to) view(cross + 1 - span, cross + 1);
    $('said').textContent = day(d.date[cross]) + ', ' + PANES.map(p => p.legend(cross).map(l => l[0]).join(', ')).join(', ');
    redraw();
  } else if (e.key === '+' || e.key === '=') zoom(1 / 1.3, here + .5);
  else if (e.key === '-') zoom(1.3, here + .5);
  else if (e.key === 'Escape') { cross = pointerY = -1; view(0, n); }
  else return;
  e.preventDefault();
});
new ResizeObserver(redraw).observe(box);
matchMedia('(prefers-color-scheme:dark)').addEventListener('change', redraw);

const change = n > 1 ? d.close[n - 1] - d.close[n - 2] : null, base = Math.abs(d.close[n - 2]);
$('last').textContent = day(d.date[n - 1]) + ' \u00b7 ' + price(d.close[n - 1])
  + (change === null || !base ? '' : ' ' + (change > 0 ? '\u25b2 +' : change < 0 ? '\u25bc ' : '') + price(change)
  + ' (' + (change > 0 ? '+' : '') + (100 * change / base).toFixed(2) + '%)');
const table = document.createElement('table'), names = Object.keys(d).filter(k => Array.isArray(d[k]));
const row = (cells, tag) => { const r = table.insertRow(); cells.forEach(s => { const c = document.createElement(tag); c.textContent = s; r.append(c); }); };
table.createCaption().textContent = document.title;
row(names.map(s => s.replaceAll('_', ' ')), 'th');
for (let i = 0; i < n; i++) row(names.map(k => d[k][i] ?? ''), 'td');
$('figures').append(table);
draw();
})();
