package evaluate

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/kind"
	"github.com/archcheck/archcheck/internal/near"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/open-policy-agent/opa/v1/ast"
)

// checkLibrary is where the functions are that judge one attribute, by its name.
const checkLibrary = "data.archcheck.lib.check"

// speller finds names in a policy that nothing has: Rego takes a misspelt one for something that is absent, so that
// the rule would say nothing, and nobody would know why.
type speller struct {
	collections map[string][]string
	facts       []string
	asked       []string
	// checks is what the module calls the library, and named where its functions take names of facts.
	checks string
	named  map[string][]int
	found  []string
}

// misspelt names what a policy refers to and there is not, each with its line and column.
func misspelt(f *file, named map[string][]int) []string {
	s := &speller{collections: map[string][]string{}, asked: askedNames(), named: named}
	for name, attributes := range collectionShapes() {
		members := ownMembers()
		for _, a := range attributes {
			members, s.facts = append(members, a.name), append(s.facts, a.name)
		}
		s.collections[name] = members
	}
	for _, i := range f.module.Imports {
		if i.Path.String() == checkLibrary {
			s.checks = string(i.Name())
		}
	}
	ast.WalkRules(f.module, func(r *ast.Rule) bool {
		s.rule(r)
		return false
	})
	slices.Sort(s.found)
	return slices.Compact(s.found)
}

func (s *speller) rule(r *ast.Rule) {
	members := membersOf(r)
	ast.WalkRefs(r, func(ref ast.Ref) bool {
		s.ref(ref, members)
		return false
	})
	ast.WalkNodes(r, func(node ast.Node) bool {
		switch n := node.(type) {
		case *ast.Term:
			if call, ok := n.Value.(ast.Call); ok {
				s.call(call, members)
			}
		case *ast.Expr:
			if terms, ok := n.Terms.([]*ast.Term); ok {
				s.call(terms, members)
			}
		}
		return false
	})
}

// membersOf are the variables of a rule that stand for members of a collection.
func membersOf(r *ast.Rule) map[ast.Var]string {
	members := map[ast.Var]string{}
	bind := func(member, domain *ast.Term) {
		variable, isVar := member.Value.(ast.Var)
		if collection := collectionOf(domain, 2); isVar && collection != "" {
			members[variable] = collection
		}
	}
	ast.WalkExprs(r, func(e *ast.Expr) bool {
		switch terms := e.Terms.(type) {
		case *ast.SomeDecl:
			if call, ok := terms.Symbols[0].Value.(ast.Call); ok && len(call) >= 3 {
				bind(call[len(call)-2], call[len(call)-1])
			}
		case *ast.Every:
			bind(terms.Value, terms.Domain)
		case []*ast.Term:
			if collection := assignedCollection(terms); collection != "" {
				if variable, ok := terms[1].Value.(ast.Var); ok {
					members[variable] = collection
				}
			}
		}
		return false
	})
	return members
}

// assignedCollection is the collection of x := input.collection[key].
func assignedCollection(terms []*ast.Term) string {
	if len(terms) == 3 && (terms[0].String() == "assign" || terms[0].String() == "eq") {
		return collectionOf(terms[2], 3)
	}
	return ""
}

// collectionOf is the collection that a reference of some length into input leads to.
func collectionOf(t *ast.Term, length int) string {
	ref, ok := t.Value.(ast.Ref)
	if !ok || len(ref) != length || !ref[0].Equal(ast.InputRootDocument) {
		return ""
	}
	name, _ := ref[1].Value.(ast.String)
	return string(name)
}

func (s *speller) ref(ref ast.Ref, members map[ast.Var]string) {
	head, _ := ref[0].Value.(ast.Var)
	collection, isMember := members[head]
	rest := ref[1:]
	if ref[0].Equal(ast.InputRootDocument) && len(ref) > 1 {
		name, isText := ref[1].Value.(ast.String)
		if !isText || name == "document" {
			return
		}
		known := append(slices.Sorted(maps.Keys(s.collections)), "document")
		if s.expect(ref[1], "collection of facts", known); len(ref) < 4 {
			return
		}
		collection, isMember, rest = string(name), true, ref[3:]
	}
	if !isMember || len(rest) == 0 || s.collections[collection] == nil {
		return
	}
	s.expect(rest[0], "fact of "+collection, s.collections[collection])
	if len(rest) > 1 && rest[0].Equal(ast.StringTerm("asked")) {
		s.expect(rest[1], "demand of the document", s.asked)
	}
	if len(rest) > 1 && rest[0].Equal(ast.StringTerm("unknown")) {
		s.expect(rest[1], "fact of "+collection, s.collections[collection])
	}
}

// call holds the names of attributes that functions of the library are given against those that there are.
func (s *speller) call(terms []*ast.Term, members map[ast.Var]string) {
	function, ok := strings.CutPrefix(terms[0].String(), s.checks+".")
	if s.checks == "" || !ok || len(terms) < 2 {
		return
	}
	what, known := "fact", s.facts
	if variable, ok := terms[1].Value.(ast.Var); ok && s.collections[members[variable]] != nil {
		what, known = "fact of "+members[variable], s.collections[members[variable]]
	}
	for _, i := range s.named[function] {
		if i < len(terms) {
			s.expect(terms[i], what, known)
		}
	}
}

// namesOf are the positions at which functions of the library take the name of a fact, from what it calls them.
func namesOf(files []*file) map[string][]int {
	named := map[string][]int{}
	for _, f := range files {
		if f.module == nil || f.module.Package.Path.String() != checkLibrary {
			continue
		}
		for _, r := range f.module.Rules {
			var positions []int
			for i, arg := range r.Head.Args {
				if slices.Contains([]string{"attribute", "least", "most"}, arg.String()) {
					positions = append(positions, i+1)
				}
			}
			named[r.Head.Name.String()] = positions
		}
	}
	return named
}

// expect notes a name that is none of those known.
func (s *speller) expect(t *ast.Term, what string, known []string) {
	name, ok := t.Value.(ast.String)
	if ok && !slices.Contains(known, string(name)) {
		s.found = append(s.found, fmt.Sprintf("%s:%d:%d: there is no %s %q%s; `archcheck schema input` lists all",
			t.Location.File, t.Location.Row, t.Location.Col, what, string(name), near.Question(string(name), known)))
	}
}

// checkNames finds a collection or a kind in METADATA that there is not: the rule would judge nothing.
func checkNames(r verdict.Rule) error {
	if known := slices.Sorted(maps.Keys(collectionShapes())); !slices.Contains(known, r.AppliesTo) {
		return fmt.Errorf("applies_to %q is no collection of facts%s", r.AppliesTo, near.Question(r.AppliesTo, known))
	}
	kinds := kindNames()
	for _, name := range slices.Concat(r.Kinds, slices.Sorted(maps.Keys(r.Severities)), slices.Sorted(maps.Keys(r.Aliases))) {
		if !slices.Contains(kinds, name) {
			return fmt.Errorf("%q is no kind of component, nor a way out of tiers%s", name, near.Question(name, kinds))
		}
	}
	return nil
}

// kindNames are the kinds of components, and the ways out of tiers.
func kindNames() []string {
	var names []string
	for _, k := range kind.All() {
		names = append(names, k.Name)
	}
	for _, q := range kind.Section("tier").Requirements {
		if q.Name == "way_out" {
			names = append(names, q.Words...)
		}
	}
	return names
}
