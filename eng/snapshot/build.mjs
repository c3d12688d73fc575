// Makes the bundled snapshot from npm packages that were fetched with `npm pack` and unpacked (see README.md):
//
//   node eng/snapshot/build.mjs --amstock3 DIR --vega-datasets DIR --hqchart DIR --chinese-days DIR
//
// Each DIR is the unpacked `package` folder. Output goes below services/StockAgents.MarketData and is the same for the
// same input, byte for byte, on one version of node.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';
import { corporateActions } from './factors.mjs';

const EXPECTED = { amstock3: '3.21.15', 'vega-datasets': '3.2.1', hqchart: '1.1.15808', 'chinese-days': '1.5.7' };
const { values: folders } = parseArgs({ options: Object.fromEntries(Object.keys(EXPECTED).map(n => [n, { type: 'string' }])) });
for (const [name, version] of Object.entries(EXPECTED)) {
  if (!folders[name]) throw new Error(`--${name} is missing: the unpacked package folder of ${name}@${version}`);
  const found = JSON.parse(readFileSync(join(folders[name], 'package.json'), 'utf8')).version;
  if (found !== version) throw new Error(`${name}: expected ${version}, found ${found}`);
}

const service = join(dirname(fileURLToPath(import.meta.url)), '../../services/StockAgents.MarketData');
const data = join(service, 'Snapshot/Data');
mkdirSync(data, { recursive: true });

const read = (name, path) => readFileSync(join(folders[name], path), 'utf8');
const compact = date => date.replaceAll('-', '');
const table = text => {
  const [header, ...lines] = text.trim().split(/\r?\n/).map(line => line.split(','));
  return lines.map(line => Object.fromEntries(header.map((column, i) => [column, line[i]])));
};

function writeBars(name, bars, decimals) {
  for (let i = 0; i < bars.length; i++) {
    const { date, open, high, low, close, volume } = bars[i];
    if (i > 0 && bars[i - 1].date >= date) throw new Error(`${name}: ${date} is out of order`);
    if (!(low > 0) || high < Math.max(open, close) - 1e-6 || low > Math.min(open, close) + 1e-6 || !(volume >= 0))
      throw new Error(`${name}: ${date} is not a bar`);
  }
  // Number() drops trailing zeros; toFixed drops the binary noise that some packages carry (8.370000000000001).
  const price = value => String(Number(value.toFixed(decimals)));
  const text = bars.map(b => [b.date, price(b.open), price(b.high), price(b.low), price(b.close), b.volume].join(',')).join('\n') + '\n';
  const packed = brotliCompressSync(Buffer.from(text), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
  });
  writeFileSync(join(data, `${name}.csv.br`), packed);
  console.log(`${name}: ${bars.length} bars ${bars[0].date}..${bars.at(-1).date}, ${packed.length} bytes`);
}

function usStock(name, splits, stated) {
  const days = table(read('amstock3', `amcharts/plugins/dataloader/examples/data/${name}.csv`)).reverse().map(row => ({
    date: compact(row.Date), open: +row.Open, high: +row.High, low: +row.Low, close: +row.Close,
    volume: +row.Volume, adjusted: +row['Adj Close'],
  }));
  writeBars(name, days, 2);
  const { actions, uncertain, contradicted } = corporateActions(days, splits, stated);
  for (const date of [...Object.keys(splits), ...Object.keys(stated)])
    if (!actions.some(a => a.date === date)) throw new Error(`${name}: ${date} is stated but not seen in the prices`);
  writeFileSync(join(data, `${name}.actions.csv`), actions.map(a => `${a.date},${a.split},${a.dividend}`).join('\n') + '\n');
  console.log(`${name}: ${actions.length} actions, ${Object.keys(stated).length} of them stated by the package as well`);
  for (const u of uncertain)
    console.log(`${name}: left out, ex-date not certain: about ${u.amount.toFixed(3)} between ${u.first} and ${u.latest}`);
  for (const c of contradicted)
    console.log(`${name}: ${c.date} is stated as ${c.stated}, the prices say ${c.smallest.toFixed(3)} to ${c.largest.toFixed(3)}: the prices are taken`);
  return new Set(contradicted.map(c => c.date));
}

const events = table(read('amstock3', 'amcharts/plugins/dataloader/examples/data/MSFT_events.csv')).reverse();
const msftDividends = Object.fromEntries(events.filter(e => e.Type === 'D').map(e => [compact(e.Date), +e.Description.replace('Amount: ', '')]));
const contradicted = usStock('MSFT', { 20030218: 2 }, msftDividends);
const trusted = events.filter(e => e.Type !== 'D' || !contradicted.has(compact(e.Date)));
writeFileSync(join(data, 'MSFT.events.csv'), trusted.map(e => [compact(e.Date), e.Type, e.Description.trim()].join(',')).join('\n') + '\n');
usStock('TXN', { 20000523: 2 }, {});

writeBars('GSPC', table(read('vega-datasets', 'data/sp500-2000.csv')).map(row => ({
  date: compact(row.date), open: +row.open, high: +row.high, low: +row.low, close: +row.close, volume: +row.volume,
})), 2);

const mainland = name => JSON.parse(read('hqchart', `src/jscommon/umychart.testdata/DayKLine/${name}.day.kline.json`))
  .data.map(([date, , open, high, low, close, volume]) => ({ date: String(date), open, high, low, close, volume }));
const composite = mainland('000001.sh');
const isBroken = b => b.high < Math.max(b.open, b.close) - 1e-6 || b.low > Math.min(b.open, b.close) + 1e-6;
// Sixteen early rows of the SSE Composite have an open or close outside their own range: bundle what follows the last one.
writeBars('000001.SH', composite.slice(composite.findLastIndex(isBroken) + 1), 4);
writeBars('000300.SH', mainland('000300.sh'), 4);
writeBars('600000.SH', mainland('600000.sh'), 2);
writeBars('000001.SZ', mainland('000001.sz'), 2);

// Mainland closures: what the exchanges really did as long as there are bars (any of the two exchanges' series), then the
// State Council's published holidays. From 1996: the early years had weekend sessions. Since then a make-up working
// weekend has never been a trading day, so only weekdays are listed.
const sessions = new Set(['000001.sh', '000001.sz', '399001.sz', '600000.sh'].flatMap(n => mainland(n).map(b => b.date)));
const holidays = JSON.parse(read('chinese-days', 'dist/chinese-days.json')).holidays;
const observedTo = composite.at(-1).date;
const publishedTo = `${Object.keys(holidays).sort().at(-1).slice(0, 4)}1231`;
const closures = [];
for (let day = new Date(Date.UTC(1996, 0, 1)); ; day.setUTCDate(day.getUTCDate() + 1)) {
  const date = compact(day.toISOString().slice(0, 10));
  if (date > publishedTo) break;
  const weekend = day.getUTCDay() % 6 === 0;
  const open = date <= observedTo ? sessions.has(date) : !holidays[day.toISOString().slice(0, 10)];
  if (weekend && date <= observedTo && open) throw new Error(`${date} is a weekend with a bar`);
  if (!weekend && !open) closures.push(date);
}
writeFileSync(join(service, 'Calendars/cn-closures.txt'), closures.join('\n') + '\n');
console.log(`mainland closures: ${closures.length} weekdays, observed to ${observedTo}, published to ${publishedTo}`);
