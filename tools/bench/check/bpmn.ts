/** A BPMN diagram as XML: processes of so many steps each, one behind the other, all drawn. */
export function bpmnDiagram(elements: number, steps = 33): { readonly xml: string; readonly count: number } {
  const processes = Math.ceil(elements / steps)
  const numbers = Array.from({ length: processes }, (_, index) => index)
  const xml = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="bench" targetNamespace="http://bpmn.io/schema/bpmn">',
    '<bpmn:collaboration id="all">',
    ...numbers.map(
      number => `<bpmn:participant id="pool${number}" name="Flow ${number}" processRef="p${number}"/>`,
    ),
    '</bpmn:collaboration>',
    ...numbers.map(number => processXml(number, steps)),
    '<bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="all">',
    ...numbers.map(number => shapesXml(number, steps)),
    '</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>',
    '</bpmn:definitions>',
  ]
  return { xml: xml.join('\n'), count: processes * steps }
}

const stepId = (process: number, step: number) => `s${process}_${step}`
const wireId = (process: number, step: number) => `f${process}_${step}`

function processXml(process: number, steps: number): string {
  const parts = Array.from({ length: steps }, (_, step) => {
    const kind = step === 0 ? 'startEvent' : step === steps - 1 ? 'endEvent' : 'serviceTask'
    const into = step === 0 ? '' : `<bpmn:incoming>${wireId(process, step)}</bpmn:incoming>`
    const out = step === steps - 1 ? '' : `<bpmn:outgoing>${wireId(process, step + 1)}</bpmn:outgoing>`
    return `<bpmn:${kind} id="${stepId(process, step)}" name="Step ${step}">${into}${out}</bpmn:${kind}>`
  })
  const wires = Array.from(
    { length: steps - 1 },
    (_, index) =>
      `<bpmn:sequenceFlow id="${wireId(process, index + 1)}" sourceRef="${stepId(process, index)}" targetRef="${stepId(process, index + 1)}"/>`,
  )
  return [`<bpmn:process id="p${process}">`, ...parts, ...wires, '</bpmn:process>'].join('\n')
}

function shapesXml(process: number, steps: number): string {
  const y = process * 200
  const shape = (id: string, x: number, width: number) =>
    `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"><dc:Bounds x="${x}" y="${y + 40}" width="${width}" height="80"/></bpmndi:BPMNShape>`
  return [
    `<bpmndi:BPMNShape id="pool${process}_di" bpmnElement="pool${process}" isHorizontal="true"><dc:Bounds x="0" y="${y}" width="${steps * 150 + 100}" height="160"/></bpmndi:BPMNShape>`,
    ...Array.from({ length: steps }, (_, step) => shape(stepId(process, step), 60 + step * 150, 100)),
    ...Array.from(
      { length: steps - 1 },
      (_, index) =>
        `<bpmndi:BPMNEdge id="${wireId(process, index + 1)}_di" bpmnElement="${wireId(process, index + 1)}"><di:waypoint x="${160 + index * 150}" y="${y + 80}"/><di:waypoint x="${210 + index * 150}" y="${y + 80}"/></bpmndi:BPMNEdge>`,
    ),
  ].join('\n')
}
