require('../index').register();
