package read

import (
	"strconv"

	"github.com/valyala/fastjson"
)

// putUnderRoots makes the resources of each input those of a module under one root. An address that
// two of them have gets the label of its input; all others stay as Terraform writes them.
func putUnderRoots(inputs []*Input) {
	shared := sharedBlocks(inputs)
	for _, in := range inputs {
		rename := func(module, address *string, mode, typ, name string) {
			if shared[blockIn(*module, mode, typ, name)] {
				*address = in.Label + ":" + *address
			}
			*module = in.under(*module)
		}
		for i := range in.Doc.changes {
			ch := &in.Doc.changes[i]
			rename(&ch.module, &ch.address, ch.mode, ch.Type, ch.name)
		}
		for _, list := range [][]stateResource{in.Doc.state, in.Doc.prior} {
			for i := range list {
				rename(&list[i].module, &list[i].address, list[i].mode, list[i].Type, list[i].name)
			}
		}
	}
}

// blockIn is a resource block in a module instance: two inputs share it whatever instances of it they
// have, as some nouns are called after the block alone.
func blockIn(module, mode, typ, name string) string {
	return module + "|" + mode + "." + typ + "." + name
}

func sharedBlocks(inputs []*Input) map[string]bool {
	owner, shared := map[string]*Input{}, map[string]bool{}
	for _, in := range inputs {
		note := func(block string) {
			shared[block] = shared[block] || owner[block] != nil && owner[block] != in
			owner[block] = in
		}
		for _, ch := range in.Doc.changes {
			note(blockIn(ch.module, ch.mode, ch.Type, ch.name))
		}
		for _, list := range [][]stateResource{in.Doc.state, in.Doc.readBefore()} {
			for _, r := range list {
				note(blockIn(r.module, r.mode, r.Type, r.name))
			}
		}
	}
	return shared
}

// joinedConfiguration is that of one input, else one whose root calls those of all.
func joinedConfiguration(inputs []*Input) *Configuration {
	if len(inputs) == 1 {
		return inputs[0].config
	}
	all := &Configuration{
		Root:      EmptyModule(),
		Providers: map[string]*fastjson.Value{},
		Variables: map[string]*fastjson.Value{},
	}
	for i, in := range inputs {
		all.Root.Calls[strconv.Itoa(i+1)] = &CallConfig{Module: in.config.Root}
		all.Variables[in.Root] = in.config.Variables[""]
		var arena fastjson.Arena
		for key, provider := range in.config.Providers {
			provider.Set("module_address", arena.NewString(in.under(string(provider.GetStringBytes("module_address")))))
			all.Providers[in.Key(key)] = provider
		}
		in.config.Root.keepProviders(in)
	}
	return all
}

// keepProviders makes the provider configurations that a module names those of its own input.
func (m *ModuleConfig) keepProviders(in *Input) {
	for _, r := range m.Resources {
		r.Provider = in.Key(r.Provider)
	}
	for _, call := range m.Calls {
		call.Module.keepProviders(in)
	}
}

// Key is the key of a provider configuration of the input among those of all.
func (in *Input) Key(provider string) string {
	if in.Root == "" {
		return provider
	}
	return in.Root + "|" + provider
}

// IsRoot reports whether a key stands for all of an input whose provider configurations are not known.
func (p *Plans) IsRoot(key string) bool {
	_, is := p.Config.Variables[key]
	return is
}

// RootOf is the root of the input that a provider configuration is of.
func (p *Plans) RootOf(provider *fastjson.Value) string {
	return p.InputOf(string(provider.GetStringBytes("module_address"))).Root
}
