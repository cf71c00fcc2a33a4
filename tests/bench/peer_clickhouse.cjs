// The bare job in ClickHouse (chDB, in the process): see README.md. node peer_clickhouse.cjs LEDGER MAPPING RESULT THREADS LAYOUT
const fs = require('fs');
const chdb = require('chdb');

const [ledger, mapping, result, threads] = process.argv.slice(2);

const text = (value) => `'${value.replaceAll("'", "''")}'`;

// All types given: nothing is sniffed. A decimal comma it does not read: texts first.
const source = (path, types) =>
    `file(${text(path)}, CSV, ${text(Object.entries(types).map(([n, t]) => `${n} ${t}`).join(', '))})`;

const cents = (name) => `toInt64OrZero(replaceOne(if(position(${name}, ',') = 0 and ${name} != '',
    concat(${name}, ',00'), if(position(${name}, ',') = length(${name}) - 1, concat(${name}, '0'), ${name})), ',', ''))`;

const job = () => `
    select pakket, post,
           multiIf(rekening between 400000 and 499999, 'lasten', rekening between 800000 and 899999, 'baten',
                   rekening between 710000 and 719999, 'stortingen', 'onttrekkingen') as sectie,
           concat('realisatie ', toString(jaar)) as stand, sum(bedrag) as cents, sum(n) as mutaties
    from (
        select Boekjaar as jaar, Grootboekrekening as rekening, Kostenplaats as kostenplaats,
               sum(${cents('Credit')} - ${cents('Debet')}) as bedrag, count() as n
        from ${source(ledger, {
            Boekjaar: 'UInt16', Periode: 'UInt8', Dagboek: 'String', Boekstuk: 'String', Regel: 'UInt32',
            Boekdatum: 'String', Grootboekrekening: 'UInt32', Kostenplaats: 'String', Omschrijving: 'String',
            Debet: 'String', Credit: 'String',
        })}
        where Periode between 0 and 13 and Grootboekrekening >= 400000
        group by jaar, rekening, kostenplaats) l
    join (select * from ${source(mapping, {
        kostenplaats: 'String', boekjaar: 'UInt16', programma: 'String', pakket: 'String', post: 'String',
    })} where programma = '6') m on l.kostenplaats = m.kostenplaats and l.jaar = m.boekjaar
    group by pakket, post, sectie, stand
    settings max_threads = ${threads}, format_csv_delimiter = ';', input_format_csv_skip_first_lines = 1`;

if (ledger === '--version')
    console.log(`ClickHouse ${JSON.parse(chdb.query('select version() as v', 'JSONEachRow')).v}`);
else
    // The settings hold for what comes out, too.
    fs.writeFileSync(result, chdb.query(job(), 'CSVWithNames').replaceAll(';', ','));
