package describe

import (
	"errors"
	"fmt"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/kind"
)

// page writes a document in Markdown.
type page struct {
	*draft
	strings.Builder
}

// markdown is the draft in Markdown, with a heading that names its environment.
func (d *draft) markdown(environment string) ([]byte, error) {
	if len(d.components) == 0 {
		return nil, errors.New(
			"the input has no component, and a document in Markdown needs one; describe it with --format yaml",
		)
	}
	p := &page{draft: d}
	p.WriteString("# Architecture\n\n")
	for _, remark := range d.remarks[""] {
		p.comment(remark)
	}
	p.WriteString("What is drawn and what the tables ask is what plans and accounts are held to.\n\n## Diagram\n\n")
	isDrawn := p.diagram()
	p.WriteString("These are all components.\n")
	if isDrawn {
		p.WriteString("These are all connections.\n")
	}
	p.tiersOf()
	p.section("VPC", "vpc.", nil, kind.Section("vpc").Requirements)
	for _, c := range d.components {
		p.component(c)
	}
	p.externalsOf()
	p.section("Alarms", "alarms.", nil, kind.Section("alarms").Requirements)
	p.section("Cost", "cost.", nil, costs())
	if environment != "" {
		fmt.Fprintf(p, "\n## %s\n\nEverything above is asked of it.\n", environment)
	}
	if !isDrawn {
		p.edgesInBlock()
	}
	return []byte(p.String()), nil
}

// comment writes what only who reads the source sees.
func (p *page) comment(text string) {
	fmt.Fprintf(p, "<!-- %s -->\n\n", strings.ReplaceAll(strings.ReplaceAll(comment(text), "--", "- -"), ">", "&gt;"))
}

// tiersOf writes the table of tiers, and one for each of which more is asked.
func (p *page) tiersOf() {
	if len(p.tiers) == 0 {
		return
	}
	p.WriteString("\n## Subnets\n\n| Tier | Prefixes | Way out |\n| --- | --- | --- |\n")
	for _, t := range p.tiers {
		prefixes := strings.Trim(prefixes(t.prefixes), "[]")
		fmt.Fprintf(p, "| %s | %s | %s |\n", t.name, prefixes, wayOutInWords(p.asked["tiers."+t.name+".way_out"]))
	}
	for _, t := range p.tiers {
		var first []line
		if t.natTier != "" {
			first = append(first, line{"nat_tier", t.natTier, ""})
		}
		path := "tiers." + t.name + "."
		forms := kind.Section("tier").Requirements
		if asked := p.asked[path+"way_out"]; wayOutInWords(asked) != "" {
			forms = without(forms, "way_out")
		}
		p.section(t.name, path, first, forms)
	}
}

func without(forms []kind.Requirement, name string) (left []kind.Requirement) {
	for _, f := range forms {
		if f.Name != name {
			left = append(left, f)
		}
	}
	return left
}

// wayOutInWords is one way out as a table of tiers says it, empty for none and for several.
func wayOutInWords(asked document.Asked) string {
	if len(asked.Values) != 1 || asked.Operator != document.Equal {
		return ""
	}
	return map[any]string{"internet_gateway": "internet gateway", "nat": "NAT gateway", "none": "none"}[asked.Values[0]]
}

func (p *page) component(c component) {
	var first []line
	if !c.match.IsEmpty() {
		first = append(first, line{"match", "{" + matched(c.match) + "}", ""})
	}
	forms := append([]kind.Requirement{{Name: "count"}}, kind.Find(c.kind).Requirements...)
	p.titled(c.name, p.lines("components."+c.name+".", first, forms))
}

func (p *page) externalsOf() {
	for _, e := range p.externals {
		one := line{"security_group", scalar(e.groupID), ""}
		switch {
		case len(e.addresses) > 0:
			one = line{"addresses", prefixes(e.addresses), ""}
		case e.prefixList != "":
			one = line{"prefix_list", scalar(e.prefixList), ""}
		}
		p.titled(e.name, []line{one})
	}
}

// line is a row of a table of requirements. One without a value says what could not be told.
type line struct{ name, value, note string }

// lines are those that a section asks, with what comes first.
func (p *page) lines(path string, first []line, forms []kind.Requirement) []line {
	for _, form := range forms {
		one := line{name: form.Name, note: comment(strings.Join(p.remarks[path+form.Name], "; "))}
		if asked, known := p.asked[path+form.Name]; known {
			one.value = written(asked)
		}
		if one.value != "" || one.note != "" {
			first = append(first, one)
		}
	}
	return first
}

// section writes the table of a section, if anything is asked.
func (p *page) section(title, path string, first []line, forms []kind.Requirement) {
	if all := p.lines(path, first, forms); len(all) > 0 {
		p.titled(title, all)
	}
}

// titled writes a table under its heading. A name without any row is one all the same.
func (p *page) titled(title string, all []line) {
	fmt.Fprintf(p, "\n## %s\n\n", title)
	hasNotes := false
	for _, one := range all {
		hasNotes = hasNotes || one.value != "" && one.note != ""
	}
	p.row(hasNotes, "Requirement", "Value", "Note")
	p.row(hasNotes, "---", "---", "---")
	for _, one := range all {
		if one.value != "" {
			p.row(hasNotes, one.name, "`"+inCode(one.value)+"`", inCell(one.note))
		}
	}
	for _, one := range all {
		if one.value == "" {
			p.WriteString("\n")
			p.comment(one.name + ": " + one.note)
		}
	}
}

func (p *page) row(hasNotes bool, name, value, note string) {
	if !hasNotes {
		fmt.Fprintf(p, "| %s | %s |\n", name, value)
		return
	}
	fmt.Fprintf(p, "| %s | %s | %s |\n", name, value, note)
}

// inCode is a value in YAML between marks of code, in a cell. What could end either stands only in quotes, as a number.
func inCode(value string) string {
	return strings.NewReplacer("|", `\x7C`, "`", `\x60`).Replace(value)
}

// inCell is a text in a cell, whose marks mean nothing.
func inCell(text string) string {
	var b strings.Builder
	for _, c := range text {
		if strings.ContainsRune("\\`*_{}[]<>#|~&!", c) {
			b.WriteByte('\\')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// edgesInBlock writes edges that are too many for a diagram.
func (p *page) edgesInBlock() {
	w := &writer{draft: p.draft}
	w.line(0, "base:")
	w.edgesOf()
	fmt.Fprintf(p, "\n## Connections\n\n```yaml archcheck\n%s\n```\n", strings.Join(w.lines, "\n"))
}
