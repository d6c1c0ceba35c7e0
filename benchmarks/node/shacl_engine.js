// One run of npm's shacl-engine, as benchmarks/runs.py does it for the engines of Python.
// Usage: node shacl_engine.js FOLDER RECORDS RESULTS

import { readFileSync, writeFileSync } from 'node:fs'

const [folder, records, into] = process.argv.slice(2)
const seconds = {}
let since = performance.now()
const mark = phase => {
  const now = performance.now()
  seconds[phase] = (now - since) / 1000
  since = now
}

// N3's store has indexes; with the plain dataset of RDF/JS, every look-up would read all triples.
const { DataFactory, Parser, Store } = await import('n3')
const { Validator } = await import('shacl-engine')
const { targetResolvers, validations } = await import('shacl-engine/sparql.js')
mark('import')

const quads = file => new Parser({ format: 'N-Triples' }).parse(readFileSync(file, 'utf8'))
const validator = new Validator(new Store(quads(`${folder}/shapes.nt`)), { factory: DataFactory, targetResolvers, validations })
const dataset = new Store(quads(`${folder}/facts.nt`))
mark('prepare')

dataset.addQuads(quads(records))
mark('read')

const report = await validator.validate({ dataset })
mark('validate')

const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024
const term = one => {
  if (!one) return null
  return one.termType === 'Literal' ? [one.value, one.datatype.value, one.language.toLowerCase() || null] : one.value
}
const path = steps => {
  if (!steps || steps.length === 0) return ''
  const [step] = steps
  const plain = steps.length === 1 && step.quantifier === 'one' && step.start === 'subject' && step.predicates.length === 1
  return plain ? step.predicates[0].value : 'a longer path'
}
const local = iri => iri.value.replace('http://www.w3.org/ns/shacl#', '')
writeFileSync(into, JSON.stringify(report.results.map(one => [
  term(one.focusNode.term), path(one.path), term(one.value?.term), local(one.constraintComponent), local(one.severity)
])))
const { version } = JSON.parse(readFileSync(new URL('node_modules/shacl-engine/package.json', import.meta.url)))
console.log(JSON.stringify({ seconds, peak, results: report.results.length, version }))
