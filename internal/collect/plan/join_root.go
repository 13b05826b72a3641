package plan

import (
	"strconv"

	"github.com/valyala/fastjson"
)

// putUnderRoots makes the resources of each input those of a module under one root. An address that
// two of them have gets the label of its input; all others stay as Terraform writes them.
func putUnderRoots(inputs []*input) {
	shared := sharedBlocks(inputs)
	for _, in := range inputs {
		rename := func(module, address *string, mode, typ, name string) {
			if shared[blockIn(*module, mode, typ, name)] {
				*address = in.label + ":" + *address
			}
			*module = in.under(*module)
		}
		for i := range in.doc.changes {
			ch := &in.doc.changes[i]
			rename(&ch.module, &ch.address, ch.mode, ch.typ, ch.name)
		}
		for _, list := range [][]stateResource{in.doc.state, in.doc.prior} {
			for i := range list {
				rename(&list[i].module, &list[i].address, list[i].mode, list[i].typ, list[i].name)
			}
		}
	}
}

// blockIn is a resource block in a module instance: two inputs share it whatever instances of it they
// have, as some nouns are called after the block alone.
func blockIn(module, mode, typ, name string) string {
	return module + "|" + mode + "." + typ + "." + name
}

func sharedBlocks(inputs []*input) map[string]bool {
	owner, shared := map[string]*input{}, map[string]bool{}
	for _, in := range inputs {
		note := func(block string) {
			shared[block] = shared[block] || owner[block] != nil && owner[block] != in
			owner[block] = in
		}
		for _, ch := range in.doc.changes {
			note(blockIn(ch.module, ch.mode, ch.typ, ch.name))
		}
		for _, list := range [][]stateResource{in.doc.state, in.doc.readBefore()} {
			for _, r := range list {
				note(blockIn(r.module, r.mode, r.typ, r.name))
			}
		}
	}
	return shared
}

// joinedConfiguration is that of one input, else one whose root calls those of all.
func joinedConfiguration(inputs []*input) *configuration {
	if len(inputs) == 1 {
		return inputs[0].config
	}
	all := &configuration{
		root:      emptyModule(),
		providers: map[string]*fastjson.Value{},
		variables: map[string]*fastjson.Value{},
	}
	for i, in := range inputs {
		all.root.calls[strconv.Itoa(i+1)] = &callConfig{module: in.config.root}
		all.variables[in.root] = in.config.variables[""]
		var arena fastjson.Arena
		for key, provider := range in.config.providers {
			provider.Set("module_address", arena.NewString(in.under(string(provider.GetStringBytes("module_address")))))
			all.providers[in.key(key)] = provider
		}
		in.config.root.keepProviders(in)
	}
	return all
}

// keepProviders makes the provider configurations that a module names those of its own input.
func (m *moduleConfig) keepProviders(in *input) {
	for _, r := range m.resources {
		r.provider = in.key(r.provider)
	}
	for _, call := range m.calls {
		call.module.keepProviders(in)
	}
}

// key is the key of a provider configuration of the input among those of all.
func (in *input) key(provider string) string {
	if in.root == "" {
		return provider
	}
	return in.root + "|" + provider
}

// isRoot reports whether a key stands for all of an input whose provider configurations are not known.
func (p *plans) isRoot(key string) bool {
	_, is := p.config.variables[key]
	return is
}

// rootOf is the root of the input that a provider configuration is of.
func (p *plans) rootOf(provider *fastjson.Value) string {
	return p.inputOf(string(provider.GetStringBytes("module_address"))).root
}
