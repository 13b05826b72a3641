package resolve

import (
	"strconv"
	"strings"

	"github.com/valyala/fastjson"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/tree"
)

// ofProvider is an argument of a provider's configuration, as the source tells it or as a constant; nil where nobody
// knows it.
func (l *Linker) ofProvider(provider *fastjson.Value, path ...string) *fastjson.Value {
	e := argumentOf(provider, path)
	if e.Kind == read.Constant {
		return e.Value
	}
	s := l.sources[l.InputOf(moduleOf(provider))]
	if s == nil {
		return nil
	}
	name, alias := string(provider.GetStringBytes("name")), string(provider.GetStringBytes("alias"))
	value, ok := s.evaluator.Provider(s.scope(moduleOf(provider)), name, alias, path)
	if !ok {
		return nil
	}
	data, known := value.Known()
	if !known {
		return nil
	}
	v, err := fastjson.ParseBytes(data)
	if err != nil {
		return nil
	}
	return v
}

// textOfProvider is a text in a provider's configuration that is what it should be. Plan JSON names the variables of an
// expression, and not what is made of them: "${var.part}-1" and a condition on var.environment are no different from
// a variable alone, so that what a variable holds must be such a text itself.
func (l *Linker) textOfProvider(provider *fastjson.Value, is func(string) bool, path ...string) (string, bool) {
	if v := l.ofProvider(provider, path...); v != nil {
		text, ok := read.ToString(v)
		return text, ok && is(text)
	}
	module := moduleOf(provider)
	if l.sources[l.InputOf(module)] != nil {
		return "", false
	}
	o := l.Resolver.Resolve(argumentOf(provider, path), scope{module: module, config: l.Resolver.addModule(module)})
	if len(o.Constants) != 1 || len(o.Open) > 0 || o.Other > 0 || len(o.Found) > 0 {
		return "", false
	}
	text, ok := read.ToString(o.Constants[0])
	return text, ok && is(text)
}

func argumentOf(provider *fastjson.Value, path []string) read.Expression {
	return read.ExpressionOf(tree.DescendAll(provider.Get("expressions"), path...))
}

func moduleOf(provider *fastjson.Value) string {
	return string(provider.GetStringBytes("module_address"))
}

// isRegion reports whether a text can be the name of a region, such as us-east-1 or us-gov-west-1.
func isRegion(text string) bool {
	words := strings.Split(text, "-")
	_, err := strconv.Atoi(words[len(words)-1])
	return err == nil && len(words) >= 3
}
