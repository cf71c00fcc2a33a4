// The bare job in Polars: see README.md. node peer_polars.cjs LEDGER MAPPING RESULT THREADS LAYOUT
const [ledger, mapping, result, threads, layout] = process.argv.slice(2);

process.env.POLARS_MAX_THREADS = threads; // read when the library is loaded
const pl = require('nodejs-polars');

const int = (number) => pl.lit(number).cast(pl.Int32); // a bare number would compare as float
const between = (column, low, high) =>
    pl.col(column).gtEq(int(low)).and(pl.col(column).ltEq(int(high)));

// Lines are summed per rekening and kostenplaats before they are joined: the quickest form found.
// Amounts are read as floats, two decimals each, and turned into whole cents line by line.
const summed = () =>
    pl.scanCSV(ledger, {
        sep: ';',
        decimalComma: true,
        schema: {
            Boekjaar: pl.Int32, Periode: pl.Int32, Dagboek: pl.String, Boekstuk: pl.String,
            Regel: pl.Int32, Boekdatum: pl.String, Grootboekrekening: pl.Int32,
            Kostenplaats: pl.String, Omschrijving: pl.String, Debet: pl.Float64,
            Credit: pl.Float64,
        },
    })
        .filter(between('Periode', 0, 13).and(pl.col('Grootboekrekening').gtEq(int(400000))))
        .select('Boekjaar', 'Grootboekrekening', 'Kostenplaats',
            pl.col('Credit').fillNull(0).sub(pl.col('Debet').fillNull(0))
                .mul(100).round(0).cast(pl.Int64).alias('cents'))
        .groupBy(['Boekjaar', 'Grootboekrekening', 'Kostenplaats'])
        .agg(pl.col('cents').sum(), pl.col('cents').count().alias('mutaties'));

const rules = () =>
    pl.scanCSV(mapping, {
        sep: ';',
        schema: {
            kostenplaats: pl.String, boekjaar: pl.Int32, programma: pl.String, pakket: pl.String,
            post: pl.String,
        },
    }).filter(pl.col('programma').eq(pl.lit('6')));

const rekening = (low, high) => between('Grootboekrekening', low, high);

const job = () =>
    summed()
        .join(rules(), { leftOn: ['Kostenplaats', 'Boekjaar'],
                         rightOn: ['kostenplaats', 'boekjaar'], how: 'inner' })
        .withColumns(
            pl.when(rekening(400000, 499999)).then(pl.lit('lasten'))
                .when(rekening(800000, 899999)).then(pl.lit('baten'))
                .when(rekening(710000, 719999)).then(pl.lit('stortingen'))
                .when(rekening(720000, 729999)).then(pl.lit('onttrekkingen'))
                .otherwise(pl.lit('')).alias('sectie'),
            pl.concatString([pl.lit('realisatie '), pl.col('Boekjaar').cast(pl.String)], '')
                .alias('stand'))
        .groupBy(['pakket', 'post', 'sectie', 'stand'])
        .agg(pl.col('cents').sum(), pl.col('mutaties').sum());

if (ledger === '--version') {
    const { version } = require('nodejs-polars/package.json');
    console.log(`Polars for Node ${version}`);
} else if (layout !== 'ledger') {
    throw new Error(`layout ${layout}: not written for Polars`);
} else {
    job().collectSync({ engine: 'streaming' }).writeCSV(result);
}
