package read

import (
	"strings"

	"github.com/valyala/fastjson"
)

// stateResource is one resource of a state.
type stateResource struct {
	address, module, mode, Type, name string
	deposed                           bool
	index                             []byte
	values, sensitive, identity       []byte
}

// state reads a state: {"values": {"root_module": ...}}.
func (s *splitter) state() (all []stateResource, err error) {
	err = s.object(func(name string) error {
		if name != "values" {
			return s.decoder.SkipValue()
		}
		return s.module(&all)
	})
	return all, err
}

// module reads a module of a state, or the values around the root module.
func (s *splitter) module(into *[]stateResource) error {
	address := ""
	var own []stateResource
	err := s.object(func(name string) (err error) {
		switch name {
		case "root_module":
			return s.module(into)
		case "address":
			address, err = s.text()
			return err
		case "resources":
			return s.array(func() error {
				r, err := s.stateResource()
				if err == nil && !r.deposed {
					own = append(own, r)
				}
				return err
			})
		case "child_modules":
			return s.array(func() error { return s.module(into) })
		}
		return s.decoder.SkipValue()
	})
	for i := range own {
		own[i].module = address // which may stand after the resources
	}
	*into = append(*into, own...)
	return err
}

func (s *splitter) stateResource() (r stateResource, err error) {
	err = s.object(func(name string) (err error) {
		switch name {
		case "address":
			r.address, err = s.text()
		case "mode":
			r.mode, err = s.text()
		case "type":
			r.Type, err = s.text()
		case "name":
			r.name, err = s.text()
		case "deposed_key":
			r.deposed = true
			err = s.decoder.SkipValue()
		case "index":
			r.index, err = s.raw()
		case "values":
			r.values, err = s.raw()
		case "identity":
			r.identity, err = s.raw()
		case "sensitive_values":
			r.sensitive, err = s.raw()
		default:
			err = s.decoder.SkipValue()
		}
		return err
	})
	r.address = r.whole()
	return r, err
}

// whole is the address with its index, which Terraform 0.12 writes beside it.
func (r stateResource) whole() string {
	if len(r.index) == 0 || string(r.index) == "null" || strings.HasSuffix(r.address, "]") {
		return r.address
	}
	return r.address + "[" + string(r.index) + "]"
}

// readState takes the resources of a state as they are.
func (p *Plans) readState(resources []stateResource) error {
	for _, r := range resources {
		if err := checkNesting(r.module); err != nil {
			return err
		}
		in := &Instance{
			Address: r.address,
			Module:  r.module,
			Type:    r.Type,
			Name:    r.name,
			Data:    r.mode == "data",
			Key:     keyOf(r.address),
		}
		p.providers[providerOf(in.Type)] = p.providers[providerOf(in.Type)] || !in.Data
		modeled := p.types.IsModeled(in.Type)
		if !modeled && !in.Data {
			p.Unmodeled[in.Type]++
		}
		for raw, into := range map[*[]byte]**fastjson.Value{&r.values: &in.After, &r.sensitive: &in.Sensitive} {
			if *raw == nil {
				continue
			}
			v, err := parsed(*raw)
			if err != nil {
				return err
			}
			*into = v
		}
		in.forget()
		if err := in.layIdentity(r.identity); err != nil {
			return err
		}
		p.Instances = append(p.Instances, in)
	}
	return nil
}
