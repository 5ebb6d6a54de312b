import { checkLarge } from '/work/wt/agree/scripts/report/check/large';
void checkLarge({ newPage: () => { throw new Error('made'); } } as never, '/tmp/agree-large').catch((e) => console.log(String(e.message)));
