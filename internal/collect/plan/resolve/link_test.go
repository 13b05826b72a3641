package resolve_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/resolve"
)

// all is of types of which every one becomes a noun.
type all struct{}

func (all) IsModeled(string) bool { return true }
func (all) IsNoun(string) bool    { return true }

// linked links a plan of two subnets of a module, counted and by keys, and of instances of aws_x that refer to them by
// the expressions.
func linked(t *testing.T, references map[string]string) *resolve.Linker {
	t.Helper()
	var changes, blocks []string
	change := func(module, typ, name, index, after, unknown string) {
		address, key := typ+"."+name, ""
		if module != "" {
			address = module + "." + address
		}
		if index != "" {
			address, key = address+"["+index+"]", `,"index":`+index
		}
		changes = append(
			changes,
			`{"address":`+quote(address)+`,"module_address":"`+module+`","mode":"managed","type":"`+typ+
				`","name":"`+name+`"`+key+`,"change":{"actions":["create"],"after":`+after+`,"after_unknown":`+unknown+`}}`,
		)
	}
	for _, index := range []string{"0", "1"} {
		change("module.net", "aws_subnet", "counted", index, `{}`, `{"id":true}`)
	}
	for _, index := range []string{`"a"`, `"b"`} {
		change("module.net", "aws_subnet", "keyed", index, `{}`, `{"id":true}`)
	}
	change("", "aws_subnet", "known", "", `{"id":"subnet-0123456789abcdef0"}`, `{}`)
	change("", "aws_vpc", "known", "", `{"id":"vpc-0123456789abcdef0"}`, `{}`)
	for name, expression := range references {
		change("", "aws_x", name, "", `{}`, `{"subnet_id":true,"subnet_ids":true}`)
		blocks = append(blocks, `{"address":"aws_x.`+name+`","mode":"managed","type":"aws_x","name":"`+name+
			`","expressions":{"subnet_id":`+expression+`,"subnet_ids":`+expression+`}}`)
	}
	text := `{"format_version":"1.2","terraform_version":"1.11.0","complete":true,"resource_changes":[` +
		strings.Join(changes, ",") + `],"configuration":{"root_module":{"resources":[` + strings.Join(blocks, ",") +
		`],"module_calls":{"net":{"module":{"outputs":{
			"first":{"expression":{"references":["aws_subnet.counted[0].id","aws_subnet.counted[0]","aws_subnet.counted"]}},
			"every":{"expression":{"references":["aws_subnet.counted"]}}},
		"resources":[{"address":"aws_subnet.counted","mode":"managed","type":"aws_subnet","name":"counted",
			"count_expression":{"constant_value":2}},
			{"address":"aws_subnet.keyed","mode":"managed","type":"aws_subnet","name":"keyed",
			"for_each_expression":{"constant_value":["a","b"]}}]}}}}}}`
	plans, err := read.Files([]read.File{{Data: []byte(text)}}, all{})
	if err != nil {
		t.Fatal(err)
	}
	l, err := resolve.Link(plans)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func quote(text string) string { return `"` + strings.ReplaceAll(text, `"`, `\"`) + `"` }

func references(all ...string) string { return `{"references":["` + strings.Join(all, `","`) + `"]}` }

// TestRef: a reference that only apply will tell leads to the one thing that it means; where several can be meant they are
// candidates, and where nothing tells it is unknown.
func TestRef(t *testing.T) {
	cases := map[string]struct {
		expression, want string
		candidates       []string
	}{
		"output":   {references("module.net.first", "module.net"), "module.net.aws_subnet.counted[0]", nil},
		"known":    {references("aws_subnet.known.id", "aws_subnet.known"), "aws_subnet.known", nil},
		"constant": {`{"constant_value":"subnet-0123456789abcdef0"}`, "", nil},
		"several": {references("module.net.every", "module.net"), "",
			[]string{"module.net.aws_subnet.counted[0]", "module.net.aws_subnet.counted[1]"}},
		"local":   {references("local.subnet"), "", nil},
		"foreign": {references("aws_vpc.known.id", "aws_vpc.known"), "", nil},
	}
	expressions := map[string]string{}
	for name, c := range cases {
		expressions[name] = c.expression
	}
	l := linked(t, expressions)
	for name, c := range cases {
		got := l.Ref(l.ByAddress["aws_x."+name], []string{"aws_subnet"}, "subnet_id")
		if name == "constant" {
			c.want = "subnet-0123456789abcdef0"
		}
		if got.Or("") != c.want || !slices.Equal(got.Why().Candidates, c.candidates) {
			t.Errorf("%s: %q, of %q", name, got.Or(""), got.Why().Candidates)
		}
	}
}

// TestRefs: a list is whole only where everything in it is sure.
func TestRefs(t *testing.T) {
	l := linked(t, map[string]string{
		"every": references("module.net.every", "module.net"),
		"two":   references("aws_subnet.known.id", "aws_subnet.known", "module.net.first", "module.net"),
		"open":  references("aws_subnet.known.id", "aws_subnet.known", "local.more"),
	})
	for name, want := range map[string]struct {
		items []string
		whole bool
	}{
		"every": {[]string{"module.net.aws_subnet.counted[0]", "module.net.aws_subnet.counted[1]"}, true},
		"two":   {[]string{"aws_subnet.known", "module.net.aws_subnet.counted[0]"}, true},
		"open":  {[]string{"aws_subnet.known"}, false},
	} {
		got := l.Refs(l.ByAddress["aws_x."+name], []string{"aws_subnet"}, "subnet_ids")
		if !slices.Equal(got.Items(), want.items) || got.IsWhole() != want.whole {
			t.Errorf("%s: %q, whole: %v", name, got.Items(), got.IsWhole())
		}
	}
}

// TestHandles: another attribute of a thing names nothing where a service wants one of it.
func TestHandles(t *testing.T) {
	db := &read.Instance{Type: "aws_db_instance", Config: &read.ResourceConfig{Schema: 2}}
	older := &read.Instance{Type: "aws_db_instance", Config: &read.ResourceConfig{Schema: 1}}
	cluster := &read.Instance{Type: "aws_ecs_cluster"}
	h := linked(t, nil).ByDimension["DBInstanceIdentifier"]
	for _, c := range []struct {
		h         resolve.Handle
		in        *read.Instance
		attribute string
		want      bool
	}{
		{h, db, "identifier", true}, {h, db, "id", false}, {h, older, "id", true}, {h, db, "arn", false},
		{resolve.ClusterHandle(), cluster, "name", true}, {resolve.ClusterHandle(), cluster, "arn", false},
		{resolve.ClusterHandle(), db, "name", false},
	} {
		if got, known := c.h.Takes(c.in, c.attribute).Get(); !known || got != c.want {
			t.Errorf("%s.%s: %v, %v", c.in.Type, c.attribute, got, known)
		}
	}
	if h.Takes(&read.Instance{Type: "aws_db_instance"}, "id").IsKnown() {
		t.Error("without a configuration nobody knows the provider's version")
	}
}
