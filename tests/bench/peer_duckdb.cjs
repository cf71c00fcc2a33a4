// The bare job in DuckDB: see README.md. node peer_duckdb.cjs LEDGER MAPPING RESULT THREADS LAYOUT
// By the native layer of its package for Node: the rest takes 0.1 s to load.
const duckdb = require('@duckdb/node-bindings');

const [ledger, mapping, result, threads, layout] = process.argv.slice(2);

const text = (value) => `'${value.replaceAll("'", "''")}'`;

const columns = (types) =>
    `columns={${Object.entries(types).map(([name, type]) => `'${name}': '${type}'`).join(', ')}}`;

// All types given: nothing is sniffed. Columns that the query does not name are not converted.
const source = (path, types, options = '') =>
    `read_csv(${text(path)}, delim=';', quote='"', escape='"', header=true, auto_detect=false, ` +
    `${options} ${columns(types)})`;

// Lines are summed per rekening and kostenplaats before they are joined: the quickest form found.
const layouts = {
    ledger: () => `
        select Boekjaar as jaar, Grootboekrekening as rekening, Kostenplaats as kostenplaats,
               'realisatie' as soort, sum(coalesce(Credit, 0) - coalesce(Debet, 0)) as bedrag,
               count(*) as n
        from ${source(ledger, {
            Boekjaar: 'SMALLINT', Periode: 'TINYINT', Dagboek: 'VARCHAR', Boekstuk: 'VARCHAR',
            Regel: 'INTEGER', Boekdatum: 'VARCHAR', Grootboekrekening: 'INTEGER',
            Kostenplaats: 'VARCHAR', Omschrijving: 'VARCHAR', Debet: 'DECIMAL(15,2)',
            Credit: 'DECIMAL(15,2)',
        }, "decimal_separator=',',")}
        where Periode between 0 and 13 and Grootboekrekening >= 400000
        group by all`,
    wide: () => {
        // latin-1 is as near as DuckDB gets to windows-1252 without an extension; the descriptions,
        // which alone hold such bytes, are not used. A minus behind the number: a text first.
        const years = { 2026: 'Begroting 2026', 2027: 'Raming 2027', 2028: 'Raming 2028',
                        2029: 'Raming 2029' };
        const amount = (name) =>
            `case when "${name}" like '%-' then -1 else 1 end * ` +
            `cast(translate("${name}", '.-,', '') as bigint)`;
        const wide = source(ledger, {
            Kpl: 'VARCHAR', Grootboeknr: 'INTEGER', Omschrijving: 'VARCHAR',
            ...Object.fromEntries(Object.values(years).map((name) => [name, 'VARCHAR'])),
        }, "encoding='latin-1',");
        const sums = Object.entries(years).map(([year, name]) => `sum(${amount(name)}) as s${year}`);
        const unpivoted = Object.keys(years).map((year) => `
            select ${year}::smallint as jaar, rekening, kostenplaats, 'primair' as soort,
                   s${year}::decimal(18,2) / 100 as bedrag, n from summed`);
        return `with summed as materialized (
            select Grootboeknr as rekening, Kpl as kostenplaats, ${sums.join(', ')}, count(*) as n
            from ${wide} where Grootboeknr >= 400000 group by all)
            ${unpivoted.join(' union all ')}`;
    },
};

const job = () => `
    copy (
        select pakket, post,
               case when rekening between 400000 and 499999 then 'lasten'
                    when rekening between 800000 and 899999 then 'baten'
                    when rekening between 710000 and 719999 then 'stortingen'
                    when rekening between 720000 and 729999 then 'onttrekkingen' end as sectie,
               soort || ' ' || l.jaar as stand,
               cast(round(sum(bedrag) * 100) as bigint) as cents, sum(n) as mutaties
        from (${layouts[layout]()}) l
        join ${source(mapping, {
            kostenplaats: 'VARCHAR', boekjaar: 'SMALLINT', programma: 'VARCHAR',
            pakket: 'VARCHAR', post: 'VARCHAR',
        })} m on l.kostenplaats = m.kostenplaats and l.jaar = m.boekjaar
        where m.programma = '6'
        group by all
    ) to ${text(result)} (format csv, header true)`;

const run = async () => {
    const config = duckdb.create_config();
    duckdb.set_config(config, 'threads', threads);
    const connection = await duckdb.connect(await duckdb.open(':memory:', config));
    await duckdb.query(connection, 'set preserve_insertion_order = false');
    await duckdb.query(connection, job());
};

if (ledger === '--version')
    console.log(`DuckDB ${duckdb.library_version()}`);
else
    run();
