package plan

// findTwins brings each data source to the object that it reads: what is managed says more of it.
func (p *plans) findTwins() {
	things := map[string]*instance{}
	for _, data := range []bool{false, true} {
		for _, in := range p.instances {
			keys := in.identities()
			if in.data != data || len(keys) == 0 ||
				data && !readableAsData(in.typ) && !readsOne(canonicalType(in.typ)) {
				continue
			}
			if data {
				in.twin = thingOf(in, keys, things)
			}
			if in.twin == nil {
				for _, key := range keys {
					things[key] = in
				}
			}
		}
	}
}

// thingOf finds what was seen under one of the keys. An id that is a name may be that of
// another object in another region or account: then the ARNs differ.
func thingOf(in *instance, keys []string, things map[string]*instance) *instance {
	for _, key := range keys {
		other := things[key]
		if other == nil {
			continue
		}
		if mine, its := in.ownARN(), other.ownARN(); mine == "" || its == "" || mine == its {
			return other
		}
	}
	return nil
}
