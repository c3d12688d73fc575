// Finds splits and dividends in a pair of series: the close as traded and the vendor's adjusted close.
//
// Between two ex-dates the ratio adjusted/traded is one constant. Both prices are rounded to a cent, so each day gives an
// interval for that constant; a run of days is consistent while the intervals intersect. Running forward gives the first
// day that no longer fits, running backward the last day that already belongs to the next run. Where both name the same
// day, the ex-date is certain; where they do not, the action is reported and left out.

const HALF_CENT = 0.0051;

const interval = ({ close, adjusted }) => ({
  low: (adjusted - HALF_CENT) / (close + HALF_CENT),
  high: (adjusted + HALF_CENT) / (close - HALF_CENT),
});

function runs(days) {
  const found = [];
  let start = 0;
  let current = interval(days[0]);
  for (let i = 1; i < days.length; i++) {
    const next = interval(days[i]);
    const both = { low: Math.max(current.low, next.low), high: Math.min(current.high, next.high) };
    if (both.low > both.high) {
      found.push({ start, end: i - 1, ...current });
      start = i;
      current = next;
    } else {
      current = both;
    }
  }
  found.push({ start, end: days.length - 1, ...current });
  return found;
}

const narrower = (a, b) => ({ low: Math.max(a.low, b.low), high: Math.min(a.high, b.high) });

/**
 * @param days oldest first: { date, close, adjusted }
 * @param splits { exDate: factor } that are known, to tell a split from a very large dividend
 * @param stated { exDate: amount } that another file of the package states; used where the prices agree with it
 */
export function corporateActions(days, splits, stated) {
  const last = days.length - 1;
  const forward = runs(days);
  const backward = runs([...days].reverse())
    .map(({ start, end, low, high }) => ({ start: last - end, end: last - start, low, high }))
    .reverse();
  if (forward.length !== backward.length)
    throw new Error(`forward and backward runs differ: ${forward.length} and ${backward.length}`);

  const actions = [];
  const uncertain = [];
  const contradicted = [];
  for (let i = 1; i < forward.length; i++) {
    const first = days[backward[i].start].date;
    const latest = days[forward[i].start].date;
    const closeBefore = days[forward[i].start - 1].close;
    const before = narrower(forward[i - 1], backward[i - 1]);
    const after = narrower(forward[i], backward[i]);
    const smallest = closeBefore * (1 - before.high / after.low);
    const largest = closeBefore * (1 - before.low / after.high);
    const middle = (smallest + largest) / 2;
    if (first !== latest) {
      uncertain.push({ first, latest, amount: middle });
    } else if (splits[first]) {
      actions.push({ date: first, split: splits[first], dividend: 0 });
    } else {
      const explains = stated[first] >= smallest - 0.002 && stated[first] <= largest + 0.002;
      if (first in stated && !explains) contradicted.push({ date: first, stated: stated[first], smallest, largest });
      actions.push({ date: first, split: 1, dividend: explains ? stated[first] : Math.round(middle * 100) / 100 });
    }
  }
  return { actions, uncertain, contradicted };
}
