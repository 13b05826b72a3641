module "network" {
  source = "./network"
  zones  = ["a", "b", "c"]
  create = true
}

module "none" {
  source = "./network"
  zones  = []
  create = false
}

module "services" {
  source   = "./service"
  for_each = { web = 0, api = 1 }
  name     = each.key
  subnets  = module.network.subnets
  first    = module.network.subnets[each.value]
  network  = module.network
}

module "counted" {
  source  = "./service"
  count   = 2
  name    = "counted-${count.index}"
  subnets = slice(module.network.subnets, 0, count.index + 1)
  first   = element(module.network.subnets, count.index + 2)
  network = { vpc = module.network.vpc, subnets = [] }
}

resource "terraform_data" "answer" {
  input = {
    vpc      = module.network.vpc
    none     = module.none.vpc
    either   = coalesce(module.none.vpc, module.network.vpc)
    all      = [for name, s in module.services : "${name}:${s.group}"]
    by_key   = module.services["web"].group
    counted  = module.counted[1].group
    splat    = module.counted[*].group
    whole    = module.network
    inner    = module.counted[0].inner
    map      = { for s in concat(values(module.services), module.counted[*]) : s.name => s.group }
    first    = [for s in module.services : s.first]
    subnets  = module.counted[0].subnets
    by_zone  = module.network.by_zone["b"]
    by_names = module.network.named.c.id
  }
}

# A key of for_each may stand behind a dot.
resource "terraform_data" "dotted" {
  input = {
    one    = module.services.web.group
    beside = [module.services.api.name, module.network.vpc]
    mixed  = "${module.services["web"].name}-${module.services.api.group}"
  }
}
