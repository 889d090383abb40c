import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { element, xmlDocument } from './xml.ts'

const SCHEMA = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:element name="a"><xs:complexType><xs:simpleContent>
    <xs:extension base="xs:string"><xs:attribute name="b" type="xs:string"/></xs:extension>
  </xs:simpleContent></xs:complexType></xs:element>
</xs:schema>`

describe('an XML document', () => {
  test('escapes text and attributes wherever they stand', () => {
    const root = element('a', [element('b', '<&">', { c: '"\n<' }), element('d', [])])
    expect(xmlDocument(root)).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<a>',
        '  <b c="&quot;&#10;&lt;">&lt;&amp;&quot;&gt;</b>',
        '  <d>',
        '  </d>',
        '</a>',
        '',
      ].join('\n'),
    )
  })

  test('is read by libxml2 as text alone, whatever the text', async () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom(...'<>&"\'\t\n\r ]!-') }),
    )
    await fc.assert(
      fc.asyncProperty(anyText, anyText, async (text, attribute) => {
        const xml = xmlDocument(element('a', text, { b: attribute }))
        const { valid, normalized } = await validateXML({ xml, schema: SCHEMA, normalization: 'c14n' })
        expect(valid).toBe(true)
        expect(normalized.trimEnd()).toBe(`<a b="${canonicalAttribute(attribute)}">${canonicalText(text)}</a>`)
      }),
      { numRuns: 15 },
    )
  })

  test.each(['\u0000', '\u0007', '\u001f', '\uffff', '\ud800'])('refuses %j, which XML cannot carry', (character) => {
    expect(() => xmlDocument(element('a', `x${character}y`))).toThrow(RangeError)
    expect(() => xmlDocument(element('a', '', { b: character }))).toThrow(RangeError)
  })
})

/** As Canonical XML 1.0 writes them. */
function canonicalText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#xD;')
}

function canonicalAttribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#x9;')
    .replaceAll('\n', '&#xA;')
    .replaceAll('\r', '&#xD;')
}
