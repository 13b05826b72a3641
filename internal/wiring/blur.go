package wiring

import "github.com/archcheck/archcheck/internal/model"

// blur says what is open where a component's place is not known: it may belong to any stack,
// so that neither it lacks the others nor do the others lack it.
func (f *finder) blur(stacks []Stack) {
	for i := range stacks {
		if len(stacks[i].VPCs.Items()) > 0 {
			continue
		}
		why := f.whyUnplaced(&stacks[i])
		if why == nil {
			continue
		}
		stacks[i].unplaced = why
		for _, list := range stacks[i].lists() {
			*list = list.Broken(*why)
		}
		for j := range stacks {
			for k, list := range stacks[j].components() {
				if j != i && len(stacks[i].components()[k].Items()) > 0 {
					*list = list.Broken(*why)
				}
			}
			stacks[j].followServices()
		}
	}
}

// followServices: what tasks refer to is open where a service may be missing.
func (s *Stack) followServices() {
	if services := s.Of("service"); !services.IsWhole() {
		s.Repositories, s.Secrets = s.Repositories.Broken(services.Why()), s.Secrets.Broken(services.Why())
	}
}

// components are the lists of what a stack is made of.
func (s *Stack) components() []*model.List[string] {
	var all []*model.List[string]
	for i := range s.Things {
		all = append(all, &s.Things[i].List)
	}
	return all
}

// IsEmpty reports whether no component is in the stack.
func (s *Stack) IsEmpty() bool {
	return len(s.ids()) == 0
}

// lists are all lists of a stack.
func (s *Stack) lists() []*model.List[string] {
	return append(
		s.components(),
		&s.VPCs,
		&s.NATGateways,
		&s.NATZones,
		&s.InternetGateways,
		&s.Repositories,
		&s.Secrets,
	)
}

// whyUnplaced says why the place of a stack's components is not known, or nil when it is.
func (f *finder) whyUnplaced(s *Stack) *model.Why {
	for _, list := range s.components() {
		for _, id := range list.Items() {
			if why, ok := f.unplaced[id]; ok {
				return &why
			}
		}
	}
	return nil
}
