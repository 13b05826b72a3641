package markdown_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document/markdown"
)

// TestNamesInOtherLanguages: what stands between a name and its service is no part of the name, letters keep what they
// are without their marks, and a table calls a thing as the diagram does.
func TestNamesInOtherLanguages(t *testing.T) {
	text := `# Reservas

` + "```mermaid" + `
flowchart LR
  net((Internet)) -->|HTTPS 443| alb[ALB público]
  alb --> web[Web en ECS Fargate]
  web --> interno[ALB interno]
  interno --> motor[Motor de reservas en ECS Fargate]
  motor --> pago[Serviço de pagamentos em ECS Fargate]
  pago --> kasse[Zahlung auf ECS Fargate]
` + "```" + `

| Origen | Destino | Protocolo | Puerto |
|---|---|---|---|
| Internet | ALB público | TCP | 443 |
| ALB público | Web | TCP | 8080 |
| Web | ALB interno | TCP | 8081 |
| ALB interno | Motor de reservas | TCP | 9090 |
| Motor de reservas | Serviço de pagamentos | TCP | 9091 |
| Serviço de pagamentos | Zahlung | TCP | 9092 |
`
	reading, err := markdown.Read("reservas.md", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := reading.Document(reading.Environments[0])
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, c := range doc.Components {
		names = append(names, c.Name)
	}
	slices.Sort(names)
	if got := strings.Join(names, " "); got != "interno motor_reservas publico servico_pagamentos web zahlung" {
		t.Error(got)
	}
	for _, s := range reading.Statements {
		if s.State.IsDoubt() {
			t.Errorf("%d %s: %s (%s)", s.Line, s.State, s.Text, s.Detail)
		}
	}
}
